package dev.tamis.cluster.process;

import dev.tamis.cluster.process.ClusterState.Phase;
import dev.tamis.local.CommandFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main class of the process that keeps a cluster running after the command that started it has ended, until it is asked to end. */
public final class ClusterProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterProcess.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final ClusterFolder folder;
    private final Cluster cluster;
    private final Instant since;
    private volatile Phase phase = Phase.STARTING;
    private volatile String message = "starting";
    private Optional<ClusterState> written = Optional.empty();

    private ClusterProcess(ClusterFolder folder, Cluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
        this.since = ProcessHandle.current().info().startInstant().orElseThrow();
    }

    /**
     * Runs the cluster.
     *
     * @param arguments the folder with {@code cluster.json}
     */
    public static void main(String[] arguments) throws Exception {
        ClusterFolder folder = new ClusterFolder(Path.of(arguments[0]));
        ClusterSettings settings = folder.settings().orElseThrow();
        Cluster cluster = Cluster.launch(settings, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-cluster"));
        ClusterProcess process = new ClusterProcess(folder, cluster);
        Thread thread = new Thread(process::tell, "tell");
        thread.setDaemon(true);
        thread.start();
        try {
            cluster.awaitWorking(what -> process.message = what);
            process.phase = Phase.RUNNING;
            process.message = "running";
            thread.join();
        } catch (CommandFailedException | IOException | RuntimeException e) {
            LOG.error("the cluster does not start", e);
            process.phase = Phase.FAILED;
            process.message = String.valueOf(e.getMessage());
            process.write();
            System.exit(1);
        }
    }

    private void tell() {
        try {
            while (phase != Phase.FAILED) {
                write();
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write() {
        List<ProcessState> processes = cluster.processes();
        ClusterState now = new ClusterState(ProcessHandle.current().pid(), since, phase, message, processes);
        if (written.filter(now::equals).isPresent()) {
            return;
        }
        try {
            folder.write(now);
            written = Optional.of(now);
        } catch (IOException e) {
            LOG.error("the state of the cluster cannot be written", e);
        }
    }
}
