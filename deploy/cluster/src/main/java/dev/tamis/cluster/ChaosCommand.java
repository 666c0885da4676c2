package dev.tamis.cluster;

import dev.tamis.cluster.chaos.ClusterChaosReport;
import dev.tamis.cluster.chaos.Fault;
import dev.tamis.cluster.chaos.Fault.Need;
import dev.tamis.cluster.chaos.Faults;
import dev.tamis.cluster.chaos.Isolation;
import dev.tamis.cluster.chaos.Reviewer;
import dev.tamis.cluster.process.Cluster;
import dev.tamis.cluster.process.ClusterFolder;
import dev.tamis.cluster.process.ClusterSettings;
import dev.tamis.cluster.process.ClusterState;
import dev.tamis.cluster.process.FakeClock;
import dev.tamis.cluster.process.Ports;
import dev.tamis.local.CommandFailedException;
import dev.tamis.local.DetectorOption;
import dev.tamis.local.LogFile;
import dev.tamis.local.endurance.ChaosReport;
import dev.tamis.local.endurance.ChaosRun;
import dev.tamis.local.report.JsonFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Does harm to a cluster under load and shows that no submission is lost or judged twice. */
@Command(
        name = "chaos",
        description = {
            "Starts a cluster of its own, sends submissions, decides on what is flagged, and does one thing after another to"
                    + " it: kills TaskManagers, the leading JobManager, brokers, the console, PostgreSQL; freezes a"
                    + " TaskManager, cuts off a broker, fills the disk of checkpoints, sets clocks; rescales the job. Says how"
                    + " long it takes to recover from each, and counts what is lost and what is doubled.",
            "Exit code 0: every submission has exactly one outcome, and the one that it should have, and every decision that"
                    + " the console took is in Kafka once."
        })
final class ChaosCommand implements Callable<Integer> {
    /** Most submissions without an outcome. */
    private static final int WINDOW = 500;

    /** Of checkpoints, where the disk is filled. */
    private static final int DISK_MEBIBYTES = 256;

    private static final Pattern INVITATION = Pattern.compile("http://\\S+/setup/\\S+");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--minutes",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "How long new faults come, ${DEFAULT-VALUE} by default.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Repeats the submissions and faults of a run. Without it, another one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "COUNT",
            defaultValue = "10",
            description = "Submissions a second, ${DEFAULT-VALUE} by default.")
    private double rate;

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            description = "What is done, separated by commas: ${COMPLETION-CANDIDATES}. All of it by default.")
    private @Nullable List<Fault> faults;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "tamis-cluster-chaos",
            description = "Folder of the cluster, ${DEFAULT-VALUE} by default. Afterwards it holds the logs.")
    private Path folder = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        requirePositive("--minutes", minutes);
        requirePositive("--rate", rate);
        List<Fault> possible = possible();
        if (need(possible, Need.NAMESPACES) && !Isolation.inside()) {
            return Isolation.enter(again());
        }
        ClusterFolder cluster = new ClusterFolder(folder);
        if (cluster.state().flatMap(ClusterState::keeper).isPresent()) {
            throw new CommandFailedException("a cluster runs in " + cluster.folder());
        }
        deleteData(cluster);
        cluster.create();
        LogFile.openIn(cluster.folder().resolve("logs"));
        long chosen = seed == null ? System.nanoTime() : seed;
        say("Seed " + chosen);
        ClusterSettings settings = settings(cluster, possible);
        if (Isolation.inside()) {
            Isolation.connect(settings.isolatedAddresses(), ClusterSettings.ISOLATED_HERE);
            Isolation.mountDisk(cluster.folder().resolve("state"), DISK_MEBIBYTES);
        }
        ClusterChaosReport report = run(settings, possible, chosen);
        deleteData(cluster);
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report);
        return report.exactlyOnce() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What is asked for, or all that can be done here. */
    private List<Fault> possible() throws IOException, CommandFailedException {
        Set<Need> missing = EnumSet.noneOf(Need.class);
        if (!Isolation.inside() && !Isolation.possible()) {
            missing.add(Need.NAMESPACES);
        }
        if (FakeClock.installedLibrary().isEmpty()) {
            missing.add(Need.CLOCKS);
        }
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : faults == null ? List.of(Fault.values()) : faults) {
            Need need = fault.need();
            if (need == null || !missing.contains(need)) {
                possible.add(fault);
            } else if (faults == null) {
                say("LEFT OUT: %s. That needs %s.".formatted(fault.inWords(), need.inWords()));
            } else {
                throw new CommandFailedException(
                        "%s needs %s, which this machine lacks".formatted(fault.key(), need.inWords()));
            }
        }
        return possible;
    }

    private static boolean need(List<Fault> faults, Need need) {
        return faults.stream().anyMatch(fault -> fault.need() == need);
    }

    /** A cluster of the usual size that takes whatever ports are free. */
    private ClusterSettings settings(ClusterFolder cluster, List<Fault> possible) throws IOException {
        int brokers = 3;
        int taskManagers = possible.contains(Fault.RESCALED) ? Faults.MANY_SUBTASKS : 3;
        return new ClusterSettings(
                UpCommand.home(),
                cluster.folder(),
                detector.file(),
                UpCommand.stateIn(cluster.folder()),
                brokers,
                UpCommand.JOB_MANAGERS,
                taskManagers,
                2,
                Map.of(),
                Isolation.inside(),
                need(possible, Need.CLOCKS) ? FakeClock.installedLibrary().orElseThrow() : null,
                new Ports(Map.of()).completed(brokers, UpCommand.JOB_MANAGERS, taskManagers));
    }

    /** This command once more. */
    private List<String> again() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), ClusterCli.class.getName()));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }

    private void requirePositive(String option, double found) {
        if (!(found > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "%s: more than 0 expected, found %s".formatted(option, found));
        }
    }

    private ClusterChaosReport run(ClusterSettings settings, List<Fault> possible, long chosen) throws Exception {
        Clock clock = Clock.systemUTC();
        try (Cluster cluster = Cluster.launch(settings, clock)) {
            cluster.awaitWorking(what -> say("waiting for " + what));
            Faults assault = new Faults(
                    cluster,
                    possible,
                    rate,
                    Duration.ofMillis(Math.round(minutes * 60_000)),
                    chosen,
                    clock,
                    (fault, took) ->
                            say("%-40s recovered after %5.1f s".formatted(fault.inWords(), took.toMillis() / 1000.0)));
            ChaosRun.Order order = new ChaosRun.Order(chosen, WINDOW, PATIENCE);
            try (Reviewer reviewer = Reviewer.start(invitation(cluster))) {
                ChaosReport counts = new ChaosRun(order, assault, clock, outcomes -> {}).run();
                reviewer.close();
                return ClusterChaosReport.of(
                        counts, reviewer.count(cluster.bootstrapServers(), clock, PATIENCE), assault.recoveries());
            }
        }
    }

    /** What the console says when it is new. */
    private static URI invitation(Cluster cluster) throws IOException {
        return cluster.processes().stream()
                .flatMap(process -> process.said().stream())
                .map(INVITATION::matcher)
                .filter(Matcher::find)
                .map(line -> URI.create(line.group()))
                .findFirst()
                .orElseThrow(() -> new IOException("the console invites nobody"));
    }

    private static void deleteData(ClusterFolder cluster) throws Exception {
        Path state = cluster.folder().resolve("state");
        if (Files.exists(state)) {
            // It may be a disk of its own.
            FileUtils.cleanDirectory(state.toFile());
        }
        for (String name : List.of("zookeeper", "postgres", "flink", "clocks", "kafka-1", "kafka-2", "kafka-3")) {
            FileUtils.deleteDirectory(cluster.folder().resolve(name).toFile());
        }
    }

    private void print(ClusterChaosReport all) {
        ChaosReport report = all.counts();
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("submitted", report.submitted());
        rows.put("verdicts", report.verdicts());
        rows.put("rejections", report.rejections());
        rows.put("lost", report.lost());
        rows.put("doubled", report.duplicates());
        rows.put("wrong", report.wrong());
        rows.put("not sent", report.unsent());
        rows.put("decisions", all.decisions().taken());
        rows.put("  lost", all.decisions().lost());
        rows.put("  doubled", all.decisions().doubled());
        rows.put("faults", report.kills());
        rows.put("ended", report.ended());
        rows.forEach((what, count) -> say("%-10s %,9d".formatted(what, count)));
        say("Logs       " + folder.resolve("logs").toAbsolutePath().normalize());
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
