package dev.tamis.local;

import dev.tamis.generator.load.Arrivals;
import dev.tamis.generator.load.FolderUploads;
import dev.tamis.generator.load.MixedUploads;
import dev.tamis.generator.load.MixedUploads.Mix;
import dev.tamis.generator.load.Upload;
import dev.tamis.generator.load.UploadArchive;
import dev.tamis.generator.load.UploadFolder;
import dev.tamis.generator.load.UploadSequence;
import dev.tamis.local.replay.Pace;
import dev.tamis.local.replay.ReplayReport;
import dev.tamis.local.replay.ReplayRun;
import dev.tamis.local.report.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
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
            "Sends uploads to a running Tamis at a rate, whatever comes of those before, and measures how"
                    + " long each takes from the moment that it was due until a reader of committed records sees its"
                    + " outcome.",
            "Exit code 0: every submission has exactly one outcome, and no stated bound is missed."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final String MAX = "max";
    private static final int MOST_ON_THEIR_WAY = 4_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            required = true,
            description = "Submissions a second, or max for as many as come back: then at most " + MOST_ON_THEIR_WAY
                    + " wait for their outcome and delays say nothing.")
    private String rate = "";

    @Option(
            names = "--arrivals",
            paramLabel = "TIMES",
            defaultValue = "POISSON",
            description = {
                "POISSON: as uploads of people who know nothing of each other; by default.",
                "FIXED: at equal distances.",
                "DAILY: 0.4 to 1.6 times the rate in the course of a day, see --day.",
                "BURSTS: five times as many in five seconds of each minute as else."
            })
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
            description = "Repeats the files and the times of a run, under other ids. Without it, others each time.")
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

    @Option(
            names = "--day",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = TimeConverter.class,
            description = "How long a day of --arrivals DAILY is, ${DEFAULT-VALUE} by default.")
    private Duration day = Duration.ZERO;

    @Option(
            names = "--mix",
            paramLabel = "KIND",
            defaultValue = "TINY",
            description = {
                "TINY: images of 32 to 64 px that code paints; by default.",
                "ROUGH: images of 64 to 256 px, one in twenty uploads broken, one in ten delivered again, one in twenty of a file that came"
                        + " before."
            })
    private Kind kind = Kind.TINY;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description =
                    "Sends the files of a folder, or of a zip or tar archive, in place of painted ones, over and over, in an order drawn by the seed.")
    private @Nullable Path images;

    private enum Times {
        POISSON,
        FIXED,
        DAILY,
        BURSTS
    }

    private enum Kind {
        TINY(Mix.TINY),
        ROUGH(Mix.ROUGH);

        private final Mix mix;

        Kind(Mix mix) {
            this.mix = mix;
        }
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
        ReplayRun.Order order = new ReplayRun.Order(pace(chosen), uploads(chosen), chosen, warmUp, duration, timeout);
        ReplayReport report;
        try (RunProgress progress = RunProgress.ofTime(warmUp.plus(duration))) {
            report = ReplayRun.run(order, kafka.connection(), Clock.systemUTC(), progress::time);
        }
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report);
        return report.exactlyOnce() && isWithinBound(report) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What is sent, under ids of this run: the same seed later is other submissions of the same files. */
    private UploadSequence uploads(long chosen) throws CommandFailedException {
        String run = "replay-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        if (images == null) {
            return new MixedUploads(chosen, kind.mix, run);
        }
        try {
            Path folder = Files.isRegularFile(images) ? unpacked(images) : images;
            List<Upload> files = UploadFolder.open(folder).uploads();
            if (files.isEmpty()) {
                throw new CommandFailedException("no file in " + images);
            }
            return new FolderUploads(files, chosen, run);
        } catch (NotDirectoryException e) {
            throw new CommandFailedException(images + " is neither a folder nor an archive");
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** The files of an archive, for as long as this process runs. */
    private static Path unpacked(Path archive) throws IOException {
        Path folder = Files.createTempDirectory("tamis-replay");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteDirectoryQuietly(folder.toFile())));
        UploadArchive.unpack(archive, folder);
        return folder;
    }

    private Pace pace(long chosen) {
        if (rate.equals(MAX)) {
            return new Pace.Closed(MOST_ON_THEIR_WAY);
        }
        try {
            double perSecond = Double.parseDouble(rate);
            Arrivals arrivals = switch (times) {
                case POISSON -> Arrivals.poisson(perSecond, chosen);
                case FIXED -> Arrivals.fixed(perSecond);
                case DAILY -> Arrivals.daily(perSecond, day, chosen);
                case BURSTS -> Arrivals.bursts(perSecond, chosen);
            };
            return new Pace.Open(arrivals);
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
