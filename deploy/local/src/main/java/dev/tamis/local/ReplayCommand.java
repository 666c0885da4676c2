package dev.tamis.local;

import dev.tamis.generator.load.Arrivals;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.local.replay.ReplayReport;
import dev.tamis.local.replay.ReplayRun;
import dev.tamis.local.report.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Puts upload traffic on a running Tamis and measures how long verdicts take. */
@Command(
        name = "replay",
        description = {
            "Sends small painted images to a running Tamis at a rate, whatever comes of those before, and measures how"
                    + " long each takes from the moment that it was due until a reader of committed records sees its"
                    + " outcome.",
            "Exit code 0: every submission has exactly one outcome, and no stated bound is missed."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final String MAX = "max";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            required = true,
            description =
                    "Submissions a second, or max for as many as come back: then at most 4,000 wait for their outcome"
                            + " and delays say nothing.")
    private String rate = "";

    @Option(
            names = "--arrivals",
            paramLabel = "TIMES",
            defaultValue = "POISSON",
            description =
                    "${COMPLETION-CANDIDATES}: as uploads of people who know nothing of each other, or at equal distances;"
                            + " ${DEFAULT-VALUE} by default.")
    private Times times = Times.POISSON;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeConverter.class,
            description = "How long to measure, ${DEFAULT-VALUE} by default.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = TimeConverter.class,
            description = "How long to send before that, ${DEFAULT-VALUE} by default.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--p99-below",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Fails where one in a hundred takes longer.")
    private @Nullable Duration bound;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Repeats the uploads and the times of a run. Without it, others each time.")
    private @Nullable Long seed;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeConverter.class,
            description = "What has no outcome is lost when nothing came for so long, ${DEFAULT-VALUE} by default.")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    private @Nullable Path json;

    private enum Times {
        FIXED,
        POISSON
    }

    /** Reads times as Flink's options are written: 500ms, 20s, 5min. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return TimeUtils.parseDuration(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("a time such as 500ms, 20s or 5min expected, found " + value);
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? System.nanoTime() : seed;
        ReplayRun.Order order = new ReplayRun.Order(arrivals(chosen), Mix.TINY, chosen, warmUp, duration, timeout);
        ReplayReport report = ReplayRun.run(order, kafka.bootstrapServers(), Clock.systemUTC());
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report);
        return report.exactlyOnce() && isWithinBound(report) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** When submissions are due; null for as many as come back. */
    private @Nullable Arrivals arrivals(long chosen) {
        if (rate.equals(MAX)) {
            return null;
        }
        try {
            double perSecond = Double.parseDouble(rate);
            return times == Times.FIXED ? Arrivals.fixed(perSecond) : Arrivals.poisson(perSecond, chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--rate: a number of submissions a second or max expected, found " + rate, e);
        }
    }

    private boolean isWithinBound(ReplayReport report) {
        return bound == null || report.p99Ms() < bound.toNanos() / 1e6;
    }

    private void print(ReplayReport report) {
        PrintWriter console = spec.commandLine().getOut();
        console.printf("Seed %d%n", report.seed());
        console.printf(
                "%,d sent, %,d verdicts, %,d rejections, %,d lost, %,d doubled, %,d not sent; %,.0f outcomes a second%n",
                report.sent(),
                report.verdicts(),
                report.rejections(),
                report.lost(),
                report.duplicates(),
                report.unsent(),
                report.outcomesPerSecond());
        console.printf(
                "From due to outcome, of %,d: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms%n",
                report.measured(), report.p50Ms(), report.p95Ms(), report.p99Ms(), report.p999Ms(), report.maxMs());
        if (bound != null && !isWithinBound(report)) {
            console.printf("p99 is not below %d ms%n", bound.toMillis());
        }
        console.flush();
    }
}
