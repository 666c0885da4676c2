package dev.tamis.local;

import dev.tamis.local.backfill.BackfillSummary;
import dev.tamis.local.backfill.LocalBackfill;
import dev.tamis.local.report.JsonFile;
import dev.tamis.stream.ModerationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges submissions of the past. */
@Command(
        name = "backfill",
        description = {
            "Judges submissions of the past with the job on this machine and writes the outcomes as Parquet files,"
                    + " {verdicts,rejections}/day=2026-11-22/*.parquet.",
            "They come from Parquet files, whose columns are named as the fields of ImageSubmission, or from the topic"
                    + " image-submissions. Nothing is written to Kafka."
        })
final class BackfillCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Submissions submissions = new Submissions();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A folder that is new or empty.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    /** Where the submissions are. */
    private static final class Submissions {
        @Option(names = "--files", paramLabel = "DIR", required = true, description = "A folder of Parquet files.")
        private @Nullable Path files;

        @ArgGroup(exclusive = false)
        private @Nullable Topic topic;
    }

    /** A part of the topic. */
    private static final class Topic {
        @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true, description = "The Kafka to read.")
        private String bootstrap = "";

        @ArgGroup(exclusive = false)
        private KafkaPropertiesOption properties = new KafkaPropertiesOption();

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "First time of Kafka's records, such as 2026-11-22T10:00:00Z; without it, the earliest.")
        private @Nullable String from;

        @Option(
                names = "--until",
                paramLabel = "TIME",
                defaultValue = "latest",
                description = "Time before which to stop; without it, at the end that the topic has now.")
        private String until = "";
    }

    @Override
    public Integer call() throws Exception {
        Configuration options = options();
        requireEmpty(out);
        long started = System.nanoTime();
        LocalBackfill.run(options);
        double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
        BackfillSummary summary = BackfillSummary.of(out, seconds);
        print(summary);
        if (json != null) {
            JsonFile.write(json, summary);
        }
        return ExitCode.OK;
    }

    private Configuration options() throws CommandFailedException {
        Configuration options = new Configuration()
                .set(ModerationOptions.DETECTOR_PATH, detector.file().toString())
                .set(ModerationOptions.HISTORY, out.toAbsolutePath().toUri().toString());
        Path files = submissions.files;
        Topic topic = submissions.topic;
        if (files != null) {
            if (!Files.exists(files)) {
                throw new CommandFailedException(files + " does not exist");
            }
            options.set(ModerationOptions.FILES, files.toAbsolutePath().toUri().toString());
        } else if (topic != null) {
            options.set(ModerationOptions.BOOTSTRAP_SERVERS, topic.bootstrap)
                    .set(
                            ModerationOptions.CLIENT_PROPERTIES,
                            topic.properties.connection(topic.bootstrap).clientProperties())
                    .set(ModerationOptions.UNTIL, topic.until);
            if (topic.from != null) {
                options.set(ModerationOptions.FROM, topic.from);
            }
        }
        return options;
    }

    /** Outcomes of another run would be counted, and found twice by whoever reads the folder. */
    private static void requireEmpty(Path folder) throws IOException, CommandFailedException {
        Files.createDirectories(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CommandFailedException(folder + " is not empty");
            }
        }
    }

    private void print(BackfillSummary summary) {
        PrintWriter console = spec.commandLine().getOut();
        summary.verdicts().forEach((verdict, count) -> console.printf("%,10d %s%n", count, verdict));
        if (!summary.rejections().isEmpty()) {
            console.printf(
                    "%,10d rejected: %s%n",
                    summary.rejections().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    listed(summary.rejections()));
        }
        console.printf(
                "%,10d submissions in %.1f s, %.0f a second; every outcome is in %s%n",
                summary.submissions(), summary.seconds(), summary.submissions() / summary.seconds(), out);
        console.flush();
    }

    private static String listed(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
    }
}
