package dev.tamis.cluster;

import dev.tamis.cluster.chaos.ClusterChaosReport;
import dev.tamis.cluster.chaos.Fault;
import dev.tamis.cluster.chaos.Faults;
import dev.tamis.cluster.process.Cluster;
import dev.tamis.cluster.process.ClusterFolder;
import dev.tamis.cluster.process.ClusterSettings;
import dev.tamis.cluster.process.ClusterState;
import dev.tamis.local.CommandFailedException;
import dev.tamis.local.DetectorOption;
import dev.tamis.local.LogFile;
import dev.tamis.local.endurance.ChaosReport;
import dev.tamis.local.endurance.ChaosRun;
import dev.tamis.local.report.JsonFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Starts a cluster of its own, sends submissions, and does one thing after another to it: kills TaskManagers, the"
                    + " leading JobManager, brokers, the console, PostgreSQL. Says how long it takes to recover from each,"
                    + " and counts what is lost and what is doubled.",
            "Exit code 0: every submission has exactly one outcome, and the one that it should have."
        })
final class ChaosCommand implements Callable<Integer> {
    /** Most submissions without an outcome. */
    private static final int WINDOW = 500;

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
    private List<Fault> faults = List.of(Fault.values());

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
        ClusterFolder cluster = new ClusterFolder(folder);
        if (cluster.state().flatMap(ClusterState::keeper).isPresent()) {
            throw new CommandFailedException("a cluster runs in " + cluster.folder());
        }
        deleteData(cluster);
        cluster.create();
        LogFile.openIn(cluster.folder().resolve("logs"));
        long chosen = seed == null ? System.nanoTime() : seed;
        say("Seed " + chosen);
        ClusterChaosReport report = run(UpCommand.ordinary(cluster.folder(), detector.file()), chosen);
        deleteData(cluster);
        if (json != null) {
            JsonFile.write(json, report);
        }
        print(report.counts());
        return report.counts().exactlyOnce() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void requirePositive(String option, double found) {
        if (!(found > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "%s: more than 0 expected, found %s".formatted(option, found));
        }
    }

    private ClusterChaosReport run(ClusterSettings settings, long chosen) throws Exception {
        Clock clock = Clock.systemUTC();
        try (Cluster cluster = Cluster.launch(settings, clock)) {
            cluster.awaitWorking(what -> say("waiting for " + what));
            Faults assault = new Faults(
                    cluster,
                    faults,
                    rate,
                    Duration.ofMillis(Math.round(minutes * 60_000)),
                    chosen,
                    clock,
                    (fault, took) ->
                            say("%-40s recovered after %5.1f s".formatted(fault.inWords(), took.toMillis() / 1000.0)));
            ChaosRun.Order order = new ChaosRun.Order(chosen, WINDOW, PATIENCE);
            ChaosReport counts = new ChaosRun(order, assault, clock, outcomes -> {}).run();
            return ClusterChaosReport.of(counts, assault.recoveries());
        }
    }

    private static void deleteData(ClusterFolder cluster) throws Exception {
        for (String name : List.of("state", "zookeeper", "postgres", "flink", "kafka-1", "kafka-2", "kafka-3")) {
            FileUtils.deleteDirectory(cluster.folder().resolve(name).toFile());
        }
    }

    private void print(ChaosReport report) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        rows.put("submitted", report.submitted());
        rows.put("verdicts", report.verdicts());
        rows.put("rejections", report.rejections());
        rows.put("lost", report.lost());
        rows.put("doubled", report.duplicates());
        rows.put("wrong", report.wrong());
        rows.put("not sent", report.unsent());
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
