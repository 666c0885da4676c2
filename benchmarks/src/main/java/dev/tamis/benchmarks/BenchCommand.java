package dev.tamis.benchmarks;

import dev.tamis.benchmarks.Comparison.Rate;
import dev.tamis.benchmarks.figure.FlameGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks whose names match a pattern, prints a table, and writes JMH's own JSON where asked. */
@Command(
        name = "bench",
        subcommands = {
            TrainingCommand.class,
            GpuCommand.class,
            ReplayCommand.class,
            LimitsCommand.class,
            EndToEndCommand.class,
            PeersCommand.class,
            GrowthCommand.class,
            CostsCommand.class,
            GradCamCommand.class,
            ConsoleCommand.class
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures decoding, preprocessing, inference, state and the wire format on this machine, each on one thread.",
            "The commands below measure whole services, training and GPUs."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WARM_UPS = 3;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "Regular expression over Class.method, for example Detector. All benchmarks without it.")
    private String pattern = ".*";

    @Option(names = "--model", paramLabel = "FILE", description = "Detector to measure; the one that ships without it.")
    private @Nullable Path model;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "2",
            description = "JVMs started one after another for each benchmark (${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured seconds in each JVM, after three to warm up (${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure, in the format of JMH.")
    private @Nullable Path json;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "What an earlier run wrote with --json: says what became slower or faster by more than the noise of both, and exits"
                            + " 1 where anything became slower.")
    private @Nullable Path earlier;

    @Option(
            names = "--flame",
            paramLabel = "DIR",
            description = "Records each benchmark with Flight Recorder and draws flame graphs; it is slower meanwhile.")
    private @Nullable Path flame;

    @Override
    public Integer call() throws IOException {
        Options options = options();
        Map<String, Rate> before = earlier == null ? null : Comparison.read(earlier); // a wrong file is told at once
        try {
            Collection<RunResult> results = new Runner(options, progress()).run();
            System.out.print(ResultTable.of(results));
            if (flame != null) {
                FlameGraphs.draw(flame).forEach(page -> System.out.println("flame graph: " + page));
            }
            return before == null ? ExitCode.OK : compare(results, before);
        } catch (NoBenchmarksException e) {
            throw usage("no benchmark matches " + pattern);
        } catch (RunnerException e) {
            System.err.println("tamis: a benchmark failed: " + e.getMessage());
            return FAILED;
        }
    }

    private static int compare(Collection<RunResult> results, Map<String, Rate> before) {
        Comparison comparison = Comparison.of(results, before);
        System.out.print(comparison.text());
        return comparison.anySlower() ? FAILED : ExitCode.OK;
    }

    private Options options() {
        if (earlier != null && !Files.isReadable(earlier)) {
            throw usage("no earlier run at " + earlier);
        }
        requireAtLeastOne(command, "--forks", forks);
        requireAtLeastOne(command, "--iterations", iterations);
        OptionsBuilder options = new OptionsBuilder();
        options.include(pattern())
                .param("model", detector(command, model).toString())
                .forks(forks)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        if (flame != null) {
            options.addProfiler(JavaFlightRecorderProfiler.class, "dir=" + flame.toAbsolutePath());
        }
        return options.build();
    }

    private String pattern() {
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw usage("no regular expression: " + e.getMessage());
        }
    }

    /** The detector that a command measures: the one that its option names, or the one that ships. */
    static Path detector(CommandSpec command, @Nullable Path named) {
        Path file = Objects.requireNonNullElseGet(named, ShippedDetector::file);
        if (!Files.isReadable(file)) {
            throw new ParameterException(command.commandLine(), "no detector at " + file + "; --model names another");
        }
        return file.toAbsolutePath();
    }

    static void requireAtLeastOne(CommandSpec command, String option, long value) {
        if (value < 1) {
            throw new ParameterException(
                    command.commandLine(), "%s must be at least 1, not %s".formatted(option, value));
        }
    }

    private ParameterException usage(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }

    /** On standard error, and only where a person sees it. */
    private static OutputFormat progress() {
        VerboseMode mode = System.console() == null ? VerboseMode.SILENT : VerboseMode.NORMAL;
        return OutputFormatFactory.createFormatInstance(System.err, mode);
    }
}
