package dev.tamis.benchmarks;

import dev.tamis.benchmarks.capacity.CapacityPlan;
import dev.tamis.benchmarks.capacity.ClusterShape;
import dev.tamis.benchmarks.capacity.Line;
import dev.tamis.benchmarks.capacity.Measurements;
import dev.tamis.benchmarks.capacity.Prices;
import dev.tamis.benchmarks.capacity.Workload;
import dev.tamis.benchmarks.stream.UploadSize;
import dev.tamis.stream.ModerationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis plan}: what a rate of uploads takes. */
@Command(
        name = "plan",
        subcommands = RecordCommand.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reckons what a rate of uploads takes: cores, GPUs, TaskManagers, partitions, brokers, state, analysts and a price, from what"
                    + " benchmarks measured and from assumptions, each of which is an option. docs/capacity.md says how.",
            "The ranges follow from the rounds of the measurements; no cluster of several machines was measured."
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--rate",
            paramLabel = "UPLOADS",
            description = "Uploads a second at the peak, which the cluster keeps up with.")
    private @Nullable Double rate;

    @Option(
            names = "--measurements",
            paramLabel = "FILE",
            description =
                    "What benchmarks measured, as ./tamis plan record writes it; that of this repository by default.")
    private Path measurements =
            Path.of(System.getProperty("tamis.home", "")).resolve("benchmarks").resolve("measurements.json");

    @Option(names = "--explain", description = "Prints below each figure how it was reckoned.")
    private boolean explain;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure as JSON.")
    private @Nullable Path json;

    @ArgGroup(validate = false, heading = "%nAssumptions on what comes:%n")
    private Comes comes = new Comes();

    @ArgGroup(validate = false, heading = "%nAssumptions on the cluster:%n")
    private Cluster cluster = new Cluster();

    @ArgGroup(
            validate = false,
            heading =
                    "%nAssumptions on prices, in whatever currency; the defaults are round figures that nobody quoted:%n")
    private Bill bill = new Bill();

    /** What is assumed of the uploads. */
    static final class Comes {
        @Option(
                names = "--mean",
                paramLabel = "SHARE",
                defaultValue = "0.5",
                description = "Uploads on average of days, as a share of the peak (${DEFAULT-VALUE}).")
        private double mean;

        @Option(
                names = "--mix",
                paramLabel = "SIZE=SHARE",
                split = ",",
                defaultValue = "PX_512=0.9,MP_12=0.1",
                description = "The share of each size, PX_32, PX_512 (64 KB) or MP_12 (2.7 MB) (${DEFAULT-VALUE}).")
        private Map<UploadSize, Double> mix = Map.of();

        @Option(
                names = "--flagged",
                paramLabel = "SHARE",
                defaultValue = "0.125",
                description = "Images that a person should see (${DEFAULT-VALUE}, about what the benchmark flags).")
        private double flagged;

        @Option(
                names = "--accounts",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Accounts that upload (${DEFAULT-VALUE}).")
        private double accounts;
    }

    /** What is assumed of the machines. */
    static final class Cluster {
        @Option(
                names = "--utilisation",
                paramLabel = "SHARE",
                defaultValue = "0.6",
                description =
                        "Of cores, GPUs, networks and disks at the peak (${DEFAULT-VALUE}); the rest is for failures and slower machines.")
        private double utilisation;

        @Option(
                names = "--network-on",
                paramLabel = "DEVICE",
                defaultValue = "CPU",
                description = "What the network runs on, ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
        private ClusterShape.Device device = ClusterShape.Device.CPU;

        @Option(
                names = "--taskmanager-cores",
                paramLabel = "N",
                defaultValue = "8",
                description = "And slots, of a TaskManager (${DEFAULT-VALUE}).")
        private int taskManagerCores;

        @Option(
                names = "--broker-cores",
                paramLabel = "N",
                defaultValue = "8",
                description = "Of a broker (${DEFAULT-VALUE}).")
        private int brokerCores;

        @Option(
                names = "--machine-gbit",
                paramLabel = "GBIT",
                defaultValue = "10",
                description = "Network of a machine in each direction, Gbit a second (${DEFAULT-VALUE}).")
        private double machineGbit;

        @Option(
                names = "--broker-disk",
                paramLabel = "TB",
                defaultValue = "10",
                description = "Of a broker (${DEFAULT-VALUE}).")
        private double brokerDisk;

        @Option(
                names = "--replication",
                paramLabel = "N",
                defaultValue = "3",
                description = "Copies of each record (${DEFAULT-VALUE}).")
        private int replication;

        @Option(
                names = "--keep-submissions",
                paramLabel = "DAYS",
                defaultValue = "1",
                description = "Retention of the topic of submissions (${DEFAULT-VALUE}).")
        private double keepSubmissions;

        @Option(
                names = "--keep-outcomes",
                paramLabel = "DAYS",
                defaultValue = "7",
                description = "Retention of the topics of verdicts and review items (${DEFAULT-VALUE}).")
        private double keepOutcomes;

        @Option(
                names = "--delivery-memory",
                paramLabel = "DAYS",
                description = "tamis.known.delivery-memory of the job; the job's default without it.")
        private double deliveryMemory = inDays(ModerationOptions.DELIVERY_MEMORY.defaultValue());

        @Option(
                names = "--decisions",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Of an analyst in a day (${DEFAULT-VALUE}).")
        private double decisions;

        private ClusterShape shape() {
            return new ClusterShape(
                    utilisation,
                    device,
                    taskManagerCores,
                    brokerCores,
                    machineGbit * 1e9 / 8,
                    brokerDisk * 1e12,
                    replication,
                    ofDays(keepSubmissions),
                    ofDays(keepOutcomes),
                    ofDays(deliveryMemory),
                    decisions);
        }

        private static double inDays(Duration time) {
            return (double) time.toSeconds() / Duration.ofDays(1).toSeconds();
        }

        private static Duration ofDays(double days) {
            return Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds()));
        }
    }

    /** What is assumed of prices. */
    static final class Bill {
        @Option(
                names = "--core-hour",
                paramLabel = "PRICE",
                defaultValue = "0.05",
                description = "Of a core with its memory (${DEFAULT-VALUE}).")
        private double coreHour;

        @Option(
                names = "--gpu-hour",
                paramLabel = "PRICE",
                defaultValue = "4",
                description = "Of a GPU without cores (${DEFAULT-VALUE}).")
        private double gpuHour;

        @Option(
                names = "--gb-month",
                paramLabel = "PRICE",
                defaultValue = "0.1",
                description = "Of a gigabyte of disk (${DEFAULT-VALUE}).")
        private double gigabyteMonth;

        @Option(
                names = "--gb",
                paramLabel = "PRICE",
                defaultValue = "0",
                description = "Of a gigabyte between machines (${DEFAULT-VALUE}, as within one zone).")
        private double gigabyte;
    }

    /** What {@code --json} holds. */
    record Result(
            double rate,
            Map<String, String> assumed,
            List<Line> figures,
            List<String> warnings,
            Measurements measured) {}

    @Override
    public Integer call() throws IOException {
        if (rate == null) {
            throw new ParameterException(command.commandLine(), "--rate is needed: uploads a second at the peak");
        }
        Measurements measured = JsonFile.read(measurements, Measurements.class);
        CapacityPlan plan = plan(measured, rate);
        print(plan, measured, rate, command.commandLine().getOut());
        if (json != null) {
            JsonFile.write(json, new Result(rate, assumed(), plan.lines(), plan.warnings(), measured));
        }
        return ExitCode.OK;
    }

    private CapacityPlan plan(Measurements measured, double perSecond) {
        try {
            return CapacityPlan.of(
                    measured,
                    new Workload(perSecond, comes.mean, comes.mix, comes.flagged, comes.accounts),
                    cluster.shape(),
                    new Prices(bill.coreHour, bill.gpuHour, bill.gigabyteMonth, bill.gigabyte));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Objects.toString(e.getMessage()), e);
        }
    }

    private void print(CapacityPlan plan, Measurements measured, double perSecond, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,.0f uploads a second at the peak, %,.0f on average, exactly once, the network on the %s%n",
                perSecond,
                perSecond * comes.mean,
                cluster.device);
        String section = "";
        for (Line line : plan.lines()) {
            if (!line.section().equals(section)) {
                section = line.section();
                out.printf("%n%s%n", section);
            }
            out.printf("  %-36s %s%n", line.what(), line.text());
            if (explain) {
                out.printf("  %-36s   = %s%n", "", line.how());
            }
        }
        if (!plan.warnings().isEmpty()) {
            out.printf("%nmind%n");
            plan.warnings().forEach(warning -> out.printf("  * %s%n", warning));
        }
        out.printf(
                "%nassumed%n  %s%n",
                assumed().entrySet().stream()
                        .map(option -> option.getKey() + " " + option.getValue())
                        .collect(Collectors.joining(" ")));
        out.printf("%nmeasured%n");
        measured.sources().forEach(source -> out.printf("  %s%n", source));
        out.flush();
    }

    /** The options that are assumptions, with their values. */
    private Map<String, String> assumed() {
        Map<String, String> assumed = new LinkedHashMap<>();
        command.argGroups()
                .forEach(group -> group.options().forEach(option -> assumed.put(option.longestName(), text(option))));
        return assumed;
    }

    private static String text(OptionSpec option) {
        Object value = Objects.requireNonNull(option.getValue());
        if (value instanceof Map<?, ?> shares) {
            return shares.entrySet().stream()
                    .map(share -> share.getKey() + "=" + share.getValue())
                    .collect(Collectors.joining(","));
        }
        return value instanceof Double number && number == Math.rint(number)
                ? String.valueOf(number.longValue())
                : value.toString();
    }
}
