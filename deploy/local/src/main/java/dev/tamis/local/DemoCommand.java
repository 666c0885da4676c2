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
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        HtmlPage page = new HtmlPage(out);
        FlaggedGallery gallery = page.gallery();
        RunReport report;
        try (RunProgress progress = RunProgress.ofOutcomes(sent.events().size())) {
            report = run(sent, new Watcher(gallery, progress));
        }
        Path file = page.write(report, gallery);
        if (json != null) {
            JsonFile.write(json, RunSummary.of(report));
        }
        print(report, file);
        return report.tally().exactlyOnce() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void checkOptions() {
        if (images != null && !Files.isDirectory(images)) {
            throw new ParameterException(spec.commandLine(), "--images: " + images + " is no folder");
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout: at least 1 expected, found " + timeout);
        }
    }

    private RunReport run(DemoImages sent, Watcher watcher) throws Exception {
        if (bootstrap != null) {
            LocalTopics.create(bootstrap);
            return follow(sent, watcher, bootstrap);
        }
        try (LocalStack stack = LocalStack.start(new StackSettings(
                Files.createTempDirectory("tamis-demo-"),
                Retention.DELETE,
                new KafkaChoice.Own(0),
                detector.file(),
                "0"))) {
            watcher.stack = stack;
            return follow(sent, watcher, stack.bootstrapServers());
        }
    }

    private RunReport follow(DemoImages sent, Watcher watcher, String servers) {
        Clock clock = Clock.systemUTC();
        OutcomeTracker tracker = new OutcomeTracker(clock, Duration.ofSeconds(timeout), GRACE, watcher);
        try (OutcomeReader reader = OutcomeReader.atEnd(servers, clock);
                SubmissionSender sender = SubmissionSender.connect(servers, "demo", clock)) {
            OutcomeLedger ledger = tracker.follow(sent.events(), sender, reader);
            sent.unreadable().forEach(ledger::enter);
            return RunReport.of(sent.description(), ledger, typed());
        }
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
        private @Nullable LocalStack stack;

        Watcher(FlaggedGallery gallery, RunProgress progress) {
            this.gallery = gallery;
            this.progress = progress;
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
