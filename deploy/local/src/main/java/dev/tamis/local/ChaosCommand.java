package dev.tamis.local;

import dev.tamis.local.endurance.Assault;
import dev.tamis.local.endurance.ChaosReport;
import dev.tamis.local.endurance.ChaosRun;
import dev.tamis.local.endurance.KillPlan;
import dev.tamis.local.endurance.KillTarget;
import dev.tamis.local.endurance.PlannedKills;
import dev.tamis.local.report.JsonFile;
import dev.tamis.local.stack.ProcessStack;
import dev.tamis.local.stack.ProcessStackSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills parts of a running Tamis and shows that no submission is lost or judged twice. */
@Command(
        name = "chaos",
        description = {
            "Starts Kafka and a Flink cluster of three processes on this machine, sends submissions, and kills tasks,"
                    + " TaskManagers and the broker meanwhile. Then it counts what is lost and what is doubled.",
            "Exit code 0: every submission has exactly one outcome, and the one that it should have."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final int TASK_MANAGERS = 2;

    /** What lives for seconds is not worth the better compiler's work. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Of the submissions, so that the stream lasts for many checkpoints. */
    private static final int WINDOWS = 20;

    private static final int SMALLEST_WINDOW = 200;
    private static final int LARGEST_WINDOW = 2_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--submissions",
            paramLabel = "COUNT",
            defaultValue = "50000",
            description = "How many submissions are sent, ${DEFAULT-VALUE} by default.")
    private int submissions;

    @Option(
            names = "--kills",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How often something is killed, ${DEFAULT-VALUE} by default.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Repeats the submissions and kills of a run. Without it, another one each time.")
    private @Nullable Long seed;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tamis-chaos",
            description = "Folder of the logs, ${DEFAULT-VALUE} by default.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "Gives up when nothing came out for this long, ${DEFAULT-VALUE} by default.")
    private int timeout;

    @Override
    public Integer call() throws Exception {
        requireAtLeast(1, "--submissions", submissions);
        requireAtLeast(0, "--kills", kills);
        requireAtLeast(1, "--timeout", timeout);
        LogFile.openIn(out);
        long chosen = seed == null ? System.nanoTime() : seed;
        PrintWriter console = spec.commandLine().getOut();
        console.println("Seed " + chosen);
        console.flush();
        ChaosReport report = run(chosen);
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report);
        return report.exactlyOnce() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void requireAtLeast(int least, String option, int found) {
        if (found < least) {
            throw new ParameterException(
                    spec.commandLine(), "%s: at least %d expected, found %d".formatted(option, least, found));
        }
    }

    private ChaosReport run(long chosen) throws Exception {
        ProcessStackSettings settings =
                new ProcessStackSettings(out, detector.file(), TASK_MANAGERS, 1, SHORT_LIVED, new Configuration());
        int window = Math.max(SMALLEST_WINDOW, Math.min(LARGEST_WINDOW, submissions / WINDOWS));
        ChaosRun.Order order = new ChaosRun.Order(chosen, window, Duration.ofSeconds(timeout));
        try (RunProgress progress = RunProgress.ofOutcomes(submissions);
                ProcessStack stack = ProcessStack.start(settings)) {
            Assault assault =
                    new PlannedKills(KillPlan.of(chosen, kills, submissions), submissions, stack, Clock.systemUTC());
            return new ChaosRun(order, assault, Clock.systemUTC(), progress::outcomes).run();
        }
    }

    private void print(ChaosReport report) {
        PrintWriter console = spec.commandLine().getOut();
        row("submitted", report.submitted(), "%.1f s to the last outcome".formatted(report.seconds()));
        row("verdicts", report.verdicts(), "%,d of them for review".formatted(report.flagged()));
        row("rejections", report.rejections(), "");
        row("lost", report.lost(), "");
        row("doubled", report.duplicates(), "");
        row("wrong", report.wrong(), "");
        row("not sent", report.unsent(), "");
        row("kills", report.kills(), kinds(report));
        row("ended", report.ended(), "TaskManagers that ended by themselves");
        row("restarts", report.restarts(), "of the job");
        if (!report.exactlyOnce()) {
            console.println("Logs: " + out.toAbsolutePath().normalize());
        }
        console.flush();
    }

    private void row(String what, int count, String note) {
        spec.commandLine()
                .getOut()
                .println("%-10s %,9d  %s".formatted(what, count, note).stripTrailing());
    }

    private static String kinds(ChaosReport report) {
        return Stream.of(KillTarget.values())
                .filter(target -> report.killsByKind().containsKey(target.key()))
                .map(target -> "%d %s".formatted(report.killsByKind().get(target.key()), name(target)))
                .collect(Collectors.joining(", "));
    }

    private static String name(KillTarget target) {
        return switch (target) {
            case TASK -> "of a task";
            case TASK_MANAGER -> "of a TaskManager";
            case BROKER -> "of the broker";
        };
    }
}
