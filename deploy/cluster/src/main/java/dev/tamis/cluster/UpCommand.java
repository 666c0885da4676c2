package dev.tamis.cluster;

import dev.tamis.cluster.process.ClusterFolder;
import dev.tamis.cluster.process.ClusterProcess;
import dev.tamis.cluster.process.ClusterSettings;
import dev.tamis.cluster.process.ClusterState;
import dev.tamis.cluster.process.ClusterState.Phase;
import dev.tamis.cluster.process.Ports;
import dev.tamis.local.CommandFailedException;
import dev.tamis.local.DetectorOption;
import dev.tamis.local.LogFile;
import dev.tamis.local.stack.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a cluster and leaves it running. */
@Command(
        name = "up",
        description = {
            "Starts a cluster and leaves it running: three brokers, two JobManagers of which one leads, TaskManagers with one in"
                    + " reserve, ZooKeeper, PostgreSQL and the review console. Submits the job.",
            "What ends is started again. Started again on the same folder, the cluster continues where it stopped, with the"
                    + " options that it had where none are given."
        })
final class UpCommand implements Callable<Integer> {
    static final int JOB_MANAGERS = 2;
    private static final int BROKERS = 3;
    private static final int TASK_MANAGERS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Option(
            names = "--brokers",
            paramLabel = "COUNT",
            description = "How many brokers Kafka has, " + BROKERS + " by default.")
    private @Nullable Integer brokers;

    @Option(
            names = "--task-managers",
            paramLabel = "COUNT",
            description = "How many TaskManagers Flink has, each with one slot, " + TASK_MANAGERS + " by default.")
    private @Nullable Integer taskManagers;

    @Option(
            names = "--parallelism",
            paramLabel = "COUNT",
            description = "How many subtasks the job has, one fewer than TaskManagers by default.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--state",
            paramLabel = "URI",
            description = "Where Flink keeps checkpoints, the cluster's folder by default.")
    private @Nullable String state;

    @Option(names = "--any-ports", description = "Takes whatever ports are free, not those that people know.")
    private boolean anyPorts;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description =
                    "An option of the job, as docs/options.md names them, or of Flink. May be given several times.")
    private Map<String, String> options = Map.of();

    @Override
    public Integer call() throws Exception {
        ClusterFolder cluster = folder.folder();
        cluster.create();
        LogFile.openIn(cluster.folder().resolve("logs"));
        if (cluster.state().flatMap(ClusterState::keeper).isPresent()) {
            throw new CommandFailedException(
                    "a cluster runs in %s; ./tamis cluster status shows it".formatted(cluster.folder()));
        }
        ClusterSettings settings = settings(cluster);
        cluster.write(settings);
        Process process = start(cluster);
        ClusterState running = follow(cluster, process);
        StatusCommand.print(spec.commandLine().getOut(), settings, running);
        return ExitCode.OK;
    }

    private ClusterSettings settings(ClusterFolder cluster) throws IOException, CommandFailedException {
        Optional<ClusterSettings> before = cluster.settings();
        int kafka = firstOf(brokers, before.map(ClusterSettings::brokers)).orElse(BROKERS);
        int slots =
                firstOf(taskManagers, before.map(ClusterSettings::taskManagers)).orElse(TASK_MANAGERS);
        if (kafka < 1 || slots < 1) {
            throw new ParameterException(spec.commandLine(), "at least one broker and one TaskManager expected");
        }
        int subtasks =
                firstOf(parallelism, before.map(ClusterSettings::parallelism)).orElse(Math.max(1, slots - 1));
        if (subtasks < 1 || subtasks > slots) {
            throw new ParameterException(
                    spec.commandLine(), "--parallelism: 1 to %d expected, found %d".formatted(slots, subtasks));
        }
        Map<String, String> allOptions =
                new HashMap<>(before.map(ClusterSettings::options).orElse(Map.of()));
        allOptions.putAll(options);
        Ports ports = before.map(ClusterSettings::ports)
                .orElseGet(() -> anyPorts ? new Ports(Map.of()) : Ports.wellKnown(kafka, JOB_MANAGERS, slots))
                .completed(kafka, JOB_MANAGERS, slots);
        List<Integer> taken = ports.byName().values().stream()
                .filter(port -> !FreePort.isFree(port))
                .toList();
        if (!taken.isEmpty()) {
            throw new CommandFailedException("ports %s are taken on this machine; --any-ports takes others"
                    .formatted(taken.toString().replaceAll("[\\[\\]]", "")));
        }
        return new ClusterSettings(
                home(),
                cluster.folder(),
                detector.file(),
                firstOf(state, before.map(ClusterSettings::state)).orElse(stateIn(cluster.folder())),
                kafka,
                JOB_MANAGERS,
                slots,
                subtasks,
                allOptions,
                false,
                null,
                ports);
    }

    /** What was given, or what the cluster had when it ran before. */
    private static <T> Optional<T> firstOf(@Nullable T given, Optional<T> before) {
        return given == null ? before : Optional.of(given);
    }

    static Path home() {
        return Path.of(System.getProperty("tamis.home", "")).toAbsolutePath();
    }

    static String stateIn(Path folder) {
        return "file://" + folder.resolve("state");
    }

    /** In a process that neither Ctrl-C nor the end of the terminal reaches. */
    private static Process start(ClusterFolder cluster) throws IOException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "tamis-cluster"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=log4j2-child.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterProcess.class.getName(),
                cluster.folder().toString()));
        Files.createDirectories(cluster.log().getParent());
        return new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
                .start();
    }

    private ClusterState follow(ClusterFolder cluster, Process process)
            throws IOException, InterruptedException, CommandFailedException {
        PrintWriter progress = spec.commandLine().getErr();
        String said = "";
        while (true) {
            Optional<ClusterState> state = cluster.state().filter(told -> told.pid() == process.pid());
            if (state.isPresent() && state.get().phase() == Phase.RUNNING) {
                return state.get();
            }
            if (state.isPresent() && !state.get().message().equals(said)) {
                said = state.get().message();
                progress.println(said + " ...");
                progress.flush();
            }
            if (!process.isAlive()) {
                throw new CommandFailedException("the cluster did not start: %s; its log: %s"
                        .formatted(state.map(ClusterState::message).orElse("it ended at once"), cluster.log()));
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
