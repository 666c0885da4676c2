package dev.tamis.local;

import dev.tamis.local.endurance.MemorySample;
import dev.tamis.local.endurance.SoakReport;
import dev.tamis.local.endurance.SoakRun;
import dev.tamis.local.report.JsonFile;
import dev.tamis.local.stack.ProcessStack;
import dev.tamis.local.stack.ProcessStackSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps the job under load for long and says whether its memory grows. */
@Command(
        name = "soak",
        description = {
            "Starts Kafka and Flink on this machine, keeps them under load with small images, and looks at the memory of"
                    + " the TaskManager meanwhile. A million records take about 10 GB of disk until the end.",
            "RocksDB fills its caches with the first hundred thousand records or so, which is growth, too: a run should be"
                    + " several times as long.",
            "Exit code 0: from the second fifth of the run to the last, neither the process's memory nor the Java heap in"
                    + " use grew by more than --growth, and RocksDB kept to its budget."
        })
final class SoakCommand implements Callable<Integer> {
    private static final int SLOTS = 2;
    private static final int MOST_ROWS = 25;
    private static final double MEBIBYTE = 1 << 20;

    /** So that the heap's growth to its size is none of the process. */
    private static final List<String> FLAGS = List.of("-XX:+AlwaysPreTouch");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--records",
            paramLabel = "COUNT",
            defaultValue = "1000000",
            description = "How many submissions are sent, ${DEFAULT-VALUE} by default.")
    private int records;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often to look at the memory, ${DEFAULT-VALUE} by default.")
    private int every;

    @Option(
            names = "--growth",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "By how much the memory may grow, ${DEFAULT-VALUE} by default.")
    private double growth;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tamis-soak",
            description = "Folder of the logs, ${DEFAULT-VALUE} by default.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the samples and what they say as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Gives up when nothing came out for this long, ${DEFAULT-VALUE} by default.")
    private int timeout;

    @Override
    public Integer call() throws Exception {
        require(records > 0, "--records: at least 1 expected, found " + records);
        require(every > 0, "--every: at least 1 expected, found " + every);
        require(growth >= 0, "--growth: 0 or more expected, found " + growth);
        require(timeout > 0, "--timeout: at least 1 expected, found " + timeout);
        LogFile.openIn(out);
        SoakReport report = run(new SoakRun.Order(records, Duration.ofSeconds(every), Duration.ofSeconds(timeout)));
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report);
        return report.flat() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private SoakReport run(SoakRun.Order order) throws Exception {
        Configuration options = new Configuration().set(RocksDBNativeMetricOptions.BLOCK_CACHE_USAGE, true);
        ProcessStackSettings settings = new ProcessStackSettings(out, detector.file(), 1, SLOTS, FLAGS, options);
        try (RunProgress progress = RunProgress.ofOutcomes(order.records());
                ProcessStack stack = ProcessStack.start(settings)) {
            List<MemorySample> samples = new SoakRun(order, stack, Clock.systemUTC(), progress::outcomes).run();
            if (samples.size() < SoakReport.FEWEST_SAMPLES) {
                throw new CommandFailedException(
                        "%d samples say nothing of growth: send more --records, or look more often"
                                .formatted(samples.size()));
            }
            return SoakReport.of(samples, stack.stateMemoryBytes(), growth);
        }
    }

    private void print(SoakReport report) {
        PrintWriter console = spec.commandLine().getOut();
        console.println("   SECONDS     RECORDS  RECORDS/S  HEAP MiB   RSS MiB  DIRECT MiB  ROCKSDB MiB");
        List<MemorySample> samples = report.samples();
        int step = (samples.size() + MOST_ROWS - 1) / MOST_ROWS;
        for (int i = 0; i < samples.size(); i += step) {
            console.println(row(samples.get(i)));
        }
        console.printf(
                "%n%,d records in %.0f s. From the second fifth to the last: RSS %+.1f %%, heap after collection %+.1f %%; allowed %.1f %%.%n",
                report.records(), report.seconds(), 100 * report.rssGrowth(), 100 * report.heapGrowth(), 100 * growth);
        console.printf(
                "RocksDB used %.1f MiB at most, of %.1f MiB.%n",
                report.rocksdbBytes() / MEBIBYTE, report.rocksdbBudgetBytes() / MEBIBYTE);
        console.println(report.flat() ? "The memory is flat." : "The memory is not flat.");
        console.flush();
    }

    private static String row(MemorySample sample) {
        return "%10.0f %,11d %,10.0f %9.1f %9.1f %11.1f %12.1f"
                .formatted(
                        sample.seconds(),
                        sample.records(),
                        sample.recordsPerSecond(),
                        sample.heapBytes() / MEBIBYTE,
                        sample.rssBytes() / MEBIBYTE,
                        sample.directBytes() / MEBIBYTE,
                        sample.rocksdbBytes() / MEBIBYTE);
    }
}
