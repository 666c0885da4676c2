package dev.tamis.benchmarks;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.Contest;
import dev.tamis.benchmarks.stream.Contest.Figures;
import dev.tamis.benchmarks.stream.Live;
import dev.tamis.benchmarks.stream.Service;
import dev.tamis.benchmarks.stream.UploadSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code ./tamis bench peers}: the job beside services that others would write, in turn. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the job beside a service in Node.js (kafkajs, sharp, onnxruntime-node), one in plain Java (ImageIO) and a Flink"
                    + " job with AsyncDataStream: the same uploads, model and broker, in turn. They promise an outcome at least once,"
                    + " the job exactly once.",
            "Everything runs on this machine. Takes more than half an hour for a size, three quarters with three rounds."
        })
final class PeersCommand implements Callable<Integer> {
    private static final double HALF_LOAD = 0.5;
    private static final Path HOME = Path.of(System.getProperty("tamis.home", ""));

    @Mixin
    private ContestOptions options = new ContestOptions();

    @Mixin
    private RigOptions rig = new RigOptions();

    /**
     * What all of them did with uploads of one size.
     *
     * @param imagesPerSecond of the job, exactly once
     * @param ratioToBatchOfOne to the better of plain Java and AsyncDataStream
     * @param latencyP99Ms of the job at half load, at least once
     * @param live of the job, at least once, with a sender and a reader on the same cores
     */
    record Measured(
            String size,
            Spread imagesPerSecond,
            Spread limitImagesPerSecond,
            Spread ratioToLimit,
            Spread ratioToNode,
            Spread ratioToBatchOfOne,
            double latencyP99Ms,
            Live live,
            List<Peer> services) {}

    /** One of them. */
    record Peer(String name, Figures figures) {}

    @Override
    public Integer call() throws Exception {
        int rounds = options.rounds();
        installNodePackages();
        Service exactlyOnce = Service.tamis(HOME, DeliveryGuarantee.EXACTLY_ONCE);
        Service atLeastOnce = Service.tamis(HOME, DeliveryGuarantee.AT_LEAST_ONCE);
        Service node = Service.node(HOME);
        Service plain = Service.plainJava();
        Service async = Service.asyncFlink();
        List<Service> services = List.of(exactlyOnce, node, atLeastOnce, plain, async);
        List<Measured> all = new ArrayList<>();
        for (UploadSize size : options.sizes()) {
            try (Contest contest = Contest.start(size, rig.folder(), rig.detector())) {
                contest.run(services, rounds, System.err::println);
                Figures tamis = contest.figures(exactlyOnce);
                Spread toPlain = contest.ratio(exactlyOnce, plain);
                Spread toAsync = contest.ratio(exactlyOnce, async);
                Live live = contest.live(atLeastOnce, List.of(HALF_LOAD));
                Measured measured = new Measured(
                        size.label(),
                        tamis.imagesPerSecond(),
                        tamis.limitImagesPerSecond(),
                        tamis.ratioToLimit(),
                        contest.ratio(exactlyOnce, node),
                        toPlain.mean() < toAsync.mean() ? toPlain : toAsync,
                        live.latencies().get(0).p99Ms(),
                        live,
                        services.stream()
                                .map(service -> new Peer(service.name(), contest.figures(service)))
                                .toList());
                print(measured);
                all.add(measured);
                rig.write(all);
            }
        }
        return ExitCode.OK;
    }

    /** What the lock file says, once. */
    private static void installNodePackages() throws IOException, InterruptedException {
        Path peer = HOME.resolve("benchmarks/peers/node");
        if (Files.isDirectory(peer.resolve("node_modules"))) {
            return;
        }
        int exit = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(peer.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("npm ci failed in " + peer + "; Node.js 20 or later is needed");
        }
    }

    private static void print(Measured measured) {
        System.out.printf("%s%n", measured.size());
        System.out.printf("  %-26s %-28s %-24s %s%n", "", "images/s", "of the same stages", "ms of a core");
        for (Peer peer : measured.services()) {
            Figures figures = peer.figures();
            System.out.printf(
                    "  %-26s %-28s %-24s %s and %s in the broker%n",
                    peer.name(),
                    figures.imagesPerSecond().text("%,.0f"),
                    figures.ratioToLimit().text("%.2f"),
                    figures.serviceMillis().text("%.2f"),
                    figures.brokerMillis().text("%.2f"));
        }
        System.out.printf(
                "  times as many as Node.js %s, as one image at a time %s%n",
                measured.ratioToNode().text("%.2f"),
                measured.ratioToBatchOfOne().text("%.2f"));
        System.out.printf(
                "  at least once, %,.0f images/s while sent; p99 at half of that %,.1f ms%n",
                measured.live().imagesPerSecond(), measured.latencyP99Ms());
    }
}
