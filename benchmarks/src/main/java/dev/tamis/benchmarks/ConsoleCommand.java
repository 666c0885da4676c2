package dev.tamis.benchmarks;

import dev.tamis.benchmarks.stream.Analyst;
import dev.tamis.benchmarks.stream.ManyItems;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.local.stack.ReviewConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tamis bench console}: how long analysts wait for the review console. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fills the review console by Kafka, then asks for pages, claims and decides at a steady pace and measures how long each takes.",
            "Broker, console, PostgreSQL and analysts share this machine. A million items take about ten minutes."
        })
final class ConsoleCommand implements Callable<Integer> {
    private static final Path HOME = Path.of(System.getProperty("tamis.home", ""));
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @Option(
            names = "--items",
            paramLabel = "COUNT",
            defaultValue = "1000000",
            description = "Items in the database, ${DEFAULT-VALUE} by default.")
    private int items;

    @Option(
            names = "--pace",
            paramLabel = "COUNT",
            defaultValue = "20",
            description =
                    "Requests a second, ${DEFAULT-VALUE} by default: fifty analysts of whom each does something every two and a half seconds.")
    private int pace;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long each kind of request is made, ${DEFAULT-VALUE} by default.")
    private long seconds;

    @Mixin
    private RigOptions rig = new RigOptions();

    /**
     * How long one kind of request took, from when it was due.
     *
     * @param failed that were not answered as they should be
     */
    record Measured(String request, long count, long failed, double p50Ms, double p95Ms, double p99Ms, double maxMs) {}

    /**
     * @param itemsPerSecond from Kafka into the database
     * @param bytesPerItem of the database's files, once all are in and before anything is decided
     */
    record Result(
            int items, double itemsPerSecond, double bytesPerItem, int requestsPerSecond, List<Measured> requests) {}

    @Override
    public Integer call() throws Exception {
        Path folder = rig.folder();
        FileUtils.deleteDirectory(folder.toFile());
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"))) {
            LocalTopics.create(broker.bootstrapServers());
            ManyItems many = new ManyItems(items);
            System.err.printf("sending %,d items%n", items);
            many.send(broker.bootstrapServers());
            long began = System.nanoTime();
            try (ReviewConsole console =
                    ReviewConsole.start(HOME, folder, broker.bootstrapServers(), rig.detector(), 0)) {
                Analyst analyst = Analyst.first(console.lines());
                analyst.awaitItems(many.last());
                double perSecond = items / ((System.nanoTime() - began) / 1e9);
                double bytes = (double) databaseBytes(folder) / items;
                System.out.printf("%,d items taken in, %,.0f/s, %,.0f bytes each%n", items, perSecond, bytes);
                Result result = new Result(items, perSecond, bytes, pace, measure(analyst));
                rig.write(result);
                return result.requests.stream().allMatch(each -> each.failed == 0) ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Of tables and indexes: what the console's database has more than an empty one. PostgreSQL has a folder for each. */
    private static long databaseBytes(Path folder) throws IOException {
        try (Stream<Path> databases =
                Files.list(folder.resolve("console").resolve("postgres").resolve("base"))) {
            LongSummaryStatistics bytes = databases
                    .mapToLong(database -> FileUtils.sizeOf(database.toFile()))
                    .summaryStatistics();
            return bytes.getMax() - bytes.getMin();
        }
    }

    private List<Measured> measure(Analyst analyst) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (Analyst.Request request : analyst.requests()) {
            analyst.repeat(request, pace, WARM_UP);
            Analyst.Times times = analyst.repeat(request, pace, Duration.ofSeconds(seconds));
            Measured measured = measured(request.name(), times);
            System.out.printf(
                    "%-14s p50 %6.1f ms, p95 %6.1f ms, p99 %6.1f ms, most %6.1f ms, %,d requests, %d failed%n",
                    measured.request,
                    measured.p50Ms,
                    measured.p95Ms,
                    measured.p99Ms,
                    measured.maxMs,
                    measured.count,
                    measured.failed);
            all.add(measured);
        }
        return all;
    }

    private static Measured measured(String request, Analyst.Times times) {
        Histogram micros = times.micros();
        return new Measured(
                request,
                micros.getTotalCount(),
                times.failed(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
