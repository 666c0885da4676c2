package dev.tamis.benchmarks;

import dev.tamis.benchmarks.figure.FlameGraphs;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.Contest;
import dev.tamis.benchmarks.stream.Contest.Figures;
import dev.tamis.benchmarks.stream.Live;
import dev.tamis.benchmarks.stream.Live.Latency;
import dev.tamis.benchmarks.stream.Service;
import dev.tamis.benchmarks.stream.UploadSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tamis bench end-to-end}: from the broker to verdicts in the broker, beside the bare work. */
@Command(
        name = "end-to-end",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the job from submissions to verdicts in Kafka, warm and in steady state, beside the same stages with Kafka's clients"
                    + " alone and beside decoding and scoring without Kafka; then how many it does while they are sent, and how long verdicts take"
                    + " at parts of that.",
            "Everything runs on this machine. Takes about forty minutes for a size."
        })
final class EndToEndCommand implements Callable<Integer> {
    private static final List<Double> LOADS = List.of(0.5, 0.25, 0.8);
    private static final Path HOME = Path.of(System.getProperty("tamis.home", ""));

    @Mixin
    private ContestOptions options = new ContestOptions();

    @Option(
            names = "--flame",
            paramLabel = "DIR",
            description =
                    "Gives each a further turn, which Flight Recorder records, and draws flame graphs of the job.")
    private @Nullable Path flame;

    @Mixin
    private RigOptions rig = new RigOptions();

    /**
     * What the job did with uploads of one size under one guarantee.
     *
     * @param latencyP99Ms at half load
     * @param live with a sender and a reader on the same cores
     */
    record Measured(
            String size,
            String service,
            Spread imagesPerSecond,
            Spread limitImagesPerSecond,
            Spread ratioToLimit,
            Spread bareWorkImagesPerSecond,
            Spread ratioToBareWork,
            Spread serviceMs,
            Spread brokerMs,
            double latencyP99Ms,
            Live live) {}

    @Override
    public Integer call() throws Exception {
        int rounds = options.rounds();
        List<Measured> all = new ArrayList<>();
        for (UploadSize size : options.sizes()) {
            try (Contest contest = Contest.start(size, rig.folder(), rig.detector())) {
                List<Service> services = List.of(
                        Service.tamis(HOME, DeliveryGuarantee.EXACTLY_ONCE),
                        Service.tamis(HOME, DeliveryGuarantee.AT_LEAST_ONCE));
                contest.run(services, rounds, System.err::println);
                for (Service service : services) {
                    Measured measured = measured(size, service, contest);
                    print(measured);
                    all.add(measured);
                }
                rig.write(all);
                if (flame != null) {
                    for (Service service : services) {
                        contest.record(service, flame);
                    }
                }
            }
        }
        if (flame != null) {
            FlameGraphs.draw(flame).forEach(page -> System.out.println("flame graph: " + page));
        }
        return ExitCode.OK;
    }

    private static Measured measured(UploadSize size, Service service, Contest contest) throws Exception {
        Figures figures = contest.figures(service);
        Live live = contest.live(service, LOADS);
        return new Measured(
                size.label(),
                service.name(),
                figures.imagesPerSecond(),
                figures.limitImagesPerSecond(),
                figures.ratioToLimit(),
                figures.bareWorkImagesPerSecond(),
                figures.ratioToBareWork(),
                figures.serviceMillis(),
                figures.brokerMillis(),
                live.latencies().get(0).p99Ms(),
                live);
    }

    private static void print(Measured measured) {
        System.out.printf("%s, %s%n", measured.size(), measured.service());
        System.out.printf("  images/s        %s%n", measured.imagesPerSecond().text("%,.0f"));
        System.out.printf(
                "  same stages     %s, ratio %s%n",
                measured.limitImagesPerSecond().text("%,.0f"),
                measured.ratioToLimit().text("%.2f"));
        System.out.printf(
                "  bare work       %s, ratio %s%n",
                measured.bareWorkImagesPerSecond().text("%,.0f"),
                measured.ratioToBareWork().text("%.2f"));
        System.out.printf(
                "  ms of a core    %s in the job, %s in the broker%n",
                measured.serviceMs().text("%.2f"), measured.brokerMs().text("%.2f"));
        System.out.printf("  while sent      %,.0f images/s%n", measured.live().imagesPerSecond());
        for (Latency latency : measured.live().latencies()) {
            System.out.printf(
                    "  at %2.0f %%, %,.0f/s  p50 %,.1f ms, p95 %,.1f ms, p99 %,.1f ms, %d lost%n",
                    100 * latency.load(),
                    latency.imagesPerSecond(),
                    latency.p50Ms(),
                    latency.p95Ms(),
                    latency.p99Ms(),
                    latency.lost());
        }
    }
}
