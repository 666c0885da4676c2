package dev.tamis.local;

import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.outcome.OutcomeReader;
import dev.tamis.local.outcome.OutcomeTracker;
import dev.tamis.local.outcome.Tally;
import dev.tamis.local.report.FlaggedGallery;
import dev.tamis.local.report.HtmlPage;
import dev.tamis.local.report.JsonFile;
import dev.tamis.local.report.OutcomeTable;
import dev.tamis.local.report.RunReport;
import dev.tamis.local.report.RunSummary;
import dev.tamis.local.stack.KafkaChoice;
import dev.tamis.local.stack.LocalStack;
import dev.tamis.local.stack.ReviewConsole;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.kafka.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends images through Kafka and the job on this machine and shows what becomes of each. */
@Command(
        name = "demo",
        description = {
            "Starts Kafka, Flink and the detector on this machine, sends images, shows every verdict and stops again.",
            "Exit code 0: every upload was sent and has exactly one outcome."
        })
final class DemoCommand implements Callable<Integer> {
    /** Covers two checkpoints of the job. */
    private static final Duration GRACE = Duration.ofMillis(2500);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Sends the files of a folder. Without it: images painted by code, some broken on purpose.")
    private @Nullable Path images;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Starts nothing, and uses a Kafka where a job runs already, for example that of ./tamis up.")
    private @Nullable String bootstrap;

    @Mixin
    private KafkaPropertiesOption properties = new KafkaPropertiesOption();

    @Option(
            names = "--keep",
            description =
                    "Keeps everything running when it is done, until Ctrl-C, with a review console that shows what was flagged.")
    private boolean keep;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tamis-demo",
            description = "Folder of the report and the log, ${DEFAULT-VALUE} by default.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes counts and outcomes as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Gives up when nothing came out for this long, ${DEFAULT-VALUE} by default.")
    private int timeout;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        LogFile.openIn(out);
        DemoImages sent = images == null ? DemoImages.painted() : DemoImages.in(images);
        PrintWriter console = spec.commandLine().getOut();
        console.println(sent.description());
        console.flush();
        if (bootstrap != null) {
            return show(follow(sent, properties.connection(bootstrap), null));
        }
        StackSettings settings = new StackSettings(
                Files.createTempDirectory("tamis-demo-"),
                Retention.DELETE,
                new KafkaChoice.Own(0),
                detector.file(),
                "0");
        try (LocalStack stack = LocalStack.start(settings);
                ReviewConsole review = keep ? review(stack, settings.folder()) : null) {
            int exitCode = show(follow(sent, KafkaConnection.to(stack.bootstrapServers()), stack));
            if (review != null) {
                review.lines().forEach(console::println);
                console.println("Stop: Ctrl-C");
                console.flush();
                stack.awaitEnd();
            }
            return exitCode;
        }
    }

    private ReviewConsole review(LocalStack stack, Path folder) {
        return ReviewConsole.start(
                Path.of(System.getProperty("tamis.home", "")), folder, stack.bootstrapServers(), detector.file(), 0);
    }

    private void checkOptions() {
        if (images != null && !Files.isDirectory(images)) {
            throw new ParameterException(spec.commandLine(), "--images: " + images + " is no folder");
        }
        if (keep && bootstrap != null) {
            throw new ParameterException(spec.commandLine(), "--keep: --bootstrap starts nothing that could be kept");
        }
        if (bootstrap == null && properties.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-properties: of which Kafka? --bootstrap is missing");
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout: at least 1 expected, found " + timeout);
        }
    }

    /** What came of it, and its images. */
    private record Done(RunReport report, HtmlPage page, FlaggedGallery gallery) {}

    /** @param stack that must keep running meanwhile; null where it is not ours */
    private Done follow(DemoImages sent, KafkaConnection kafka, @Nullable LocalStack stack) throws IOException {
        HtmlPage page = new HtmlPage(out);
        FlaggedGallery gallery = page.gallery();
        Clock clock = Clock.systemUTC();
        try (RunProgress progress = RunProgress.ofOutcomes(sent.events().size());
                OutcomeReader reader = OutcomeReader.atEnd(kafka, clock);
                SubmissionSender sender = SubmissionSender.connect(kafka.properties(Map.of()), "demo", clock)) {
            Watcher watcher = new Watcher(gallery, progress, stack);
            OutcomeTracker tracker = new OutcomeTracker(clock, Duration.ofSeconds(timeout), GRACE, watcher);
            OutcomeLedger ledger = tracker.follow(sent.events(), sender, reader);
            sent.unreadable().forEach(ledger::enter);
            return new Done(RunReport.of(sent.description(), ledger, typed()), page, gallery);
        }
    }

    /** @return the command's exit code */
    private int show(Done done) throws IOException {
        Path file = done.page.write(done.report, done.gallery);
        if (json != null) {
            JsonFile.write(json, RunSummary.of(done.report));
        }
        print(done.report, file);
        return done.report.tally().exactlyOnce() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(RunReport report, Path page) {
        OutcomeTable table = new OutcomeTable(report.rows(), Ansi.AUTO);
        Tally tally = report.tally();
        PrintWriter console = spec.commandLine().getOut();
        console.println();
        console.print(table);
        if (table.omitted() > 0) {
            console.printf("... and %,d more%n", table.omitted());
        }
        console.printf(
                "%n%,d submitted: %,d generated, %,d uncertain, %,d authentic, %,d rejected; %,d lost, %,d doubled, %,d not sent.%n",
                tally.submitted(),
                tally.count(Verdict.GENERATED),
                tally.count(Verdict.UNCERTAIN),
                tally.count(Verdict.AUTHENTIC),
                tally.rejections(),
                tally.lost(),
                tally.duplicates(),
                tally.unsent());
        report.firstVerdictSeconds()
                .ifPresent(first -> console.printf(
                        "First verdict after %.1f s, everything after %.1f s, from typing the command.%n",
                        first, report.seconds()));
        console.println("Every image, with heat maps: " + page.toAbsolutePath().normalize());
        console.flush();
    }

    /** When the command was typed: the launcher says, or this process began then. */
    private static Instant typed() {
        String started = System.getenv("TAMIS_STARTED_MS");
        if (started != null) {
            return Instant.ofEpochMilli(Long.parseLong(started));
        }
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    /** Draws what is flagged, shows progress, and ends the run where the job has ended. */
    private static final class Watcher implements OutcomeTracker.Listener {
        private final FlaggedGallery gallery;
        private final RunProgress progress;
        private final @Nullable LocalStack stack;

        Watcher(FlaggedGallery gallery, RunProgress progress, @Nullable LocalStack stack) {
            this.gallery = gallery;
            this.progress = progress;
            this.stack = stack;
        }

        @Override
        public void onProgress(OutcomeLedger ledger) {
            progress.outcomes(ledger.settledCount());
            if (stack != null) {
                stack.requireRunning();
            }
        }

        @Override
        public void onReviewItem(ReviewItem item) {
            try {
                gallery.add(item);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
