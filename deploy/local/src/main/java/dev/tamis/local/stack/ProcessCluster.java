package dev.tamis.local.stack;

import dev.tamis.stream.ModerationOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A Flink cluster whose JobManager and TaskManagers are processes of their own on the loopback address, all with the class
 * path of this JVM. One thread owns it.
 */
final class ProcessCluster {
    private static final String LOOPBACK = "127.0.0.1";
    private static final MemorySize HEAP = MemorySize.ofMebiBytes(512);
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

    /** Of one slot. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(64);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final int RETRIES = 240;

    private final ProcessStackSettings settings;
    private final Parts parts;
    private final Configuration configuration;
    private final FlinkJvm jvms;
    private final List<ChildJvm> taskManagers = new ArrayList<>();
    private final RestClusterClient<String> client;
    private int started;

    private ProcessCluster(ProcessStackSettings settings, Parts parts) throws Exception {
        this.settings = settings;
        this.parts = parts;
        this.configuration = configuration(settings);
        this.jvms = new FlinkJvm(configuration, settings.scratch(), settings.scratch());
        this.client = new RestClusterClient<>(configuration, "processes");
        parts.add(client);
    }

    /**
     * Starts the processes without waiting for them.
     *
     * @param parts takes all that is started, now and later
     */
    static ProcessCluster start(ProcessStackSettings settings, Parts parts) throws Exception {
        Files.createDirectories(settings.scratch());
        ProcessCluster cluster = new ProcessCluster(settings, parts);
        Files.write(
                settings.scratch().resolve(GlobalConfiguration.FLINK_CONF_FILENAME),
                ConfigurationUtils.convertConfigToWritableLines(cluster.configuration, true));
        cluster.start("jobmanager", cluster.jvms.jobManager("tamis-jobmanager", List.of()));
        for (int i = 0; i < settings.taskManagers(); i++) {
            cluster.taskManagers.add(cluster.startTaskManager());
        }
        return cluster;
    }

    /** Submits the job as soon as the cluster takes it. */
    Submitted submit(String bootstrapServers) throws Exception {
        Configuration options = new Configuration(configuration)
                .set(CoreOptions.DEFAULT_PARALLELISM, settings.taskManagers() * settings.slots())
                .set(ModerationOptions.BOOTSTRAP_SERVERS, bootstrapServers)
                .set(ModerationOptions.DETECTOR_PATH, settings.detector().toString());
        JobGraph graph = LocalCluster.jobGraph(options);
        JobID id = client.submitJob(graph).get();
        return new Submitted(id, new RunningJob(client.requestJobResult(id)));
    }

    /**
     * A job that the cluster has accepted.
     *
     * @param id what Flink calls it
     */
    record Submitted(JobID id, RunningJob job) {}

    /** The address of Flink's web interface. */
    URI webAddress() {
        return URI.create(client.getWebInterfaceURL());
    }

    /** What RocksDB may use in all slots. */
    MemorySize stateMemory() {
        return MANAGED_MEMORY.multiply(settings.taskManagers() * settings.slots());
    }

    /** A TaskManager's process. */
    ChildJvm taskManager(int number) {
        return taskManagers.get(number);
    }

    /** Kills a TaskManager and starts another in its place. */
    void replaceTaskManager(int number) throws IOException {
        taskManagers.get(number).kill();
        taskManagers.set(number, startTaskManager());
    }

    /**
     * Starts another TaskManager for each that has ended by itself, as whatever supervises a cluster does.
     *
     * @return how many
     */
    int replaceEndedTaskManagers() throws IOException {
        int replaced = 0;
        for (int number = 0; number < taskManagers.size(); number++) {
            if (!taskManagers.get(number).process().isAlive()) {
                replaceTaskManager(number);
                replaced++;
            }
        }
        return replaced;
    }

    private ChildJvm startTaskManager() throws IOException {
        started++;
        String name = "taskmanager-" + started;
        return start(name, jvms.taskManager("tamis-" + name, settings.taskManagerFlags(), List.of()));
    }

    private ChildJvm start(String name, JvmCommand command) throws IOException {
        ChildJvm jvm = ChildJvm.start(command, settings.log(name));
        parts.add(jvm);
        return jvm;
    }

    private static Configuration configuration(ProcessStackSettings settings) {
        int webPort = FreePort.find();
        return new Configuration(settings.options())
                .set(JobManagerOptions.ADDRESS, LOOPBACK)
                .set(JobManagerOptions.BIND_HOST, LOOPBACK)
                .set(JobManagerOptions.PORT, FreePort.find())
                .set(BlobServerOptions.PORT, "0")
                .set(RestOptions.ADDRESS, LOOPBACK)
                .set(RestOptions.BIND_ADDRESS, LOOPBACK)
                .set(RestOptions.PORT, webPort)
                .set(RestOptions.BIND_PORT, String.valueOf(webPort))
                .set(RestOptions.RETRY_DELAY, RETRY)
                .set(RestOptions.RETRY_MAX_ATTEMPTS, RETRIES)
                .set(TaskManagerOptions.HOST, LOOPBACK)
                .set(TaskManagerOptions.BIND_HOST, LOOPBACK)
                .set(TaskManagerOptions.NUM_TASK_SLOTS, settings.slots())
                .set(TaskManagerOptions.TASK_HEAP_MEMORY, HEAP)
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY)
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY)
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY.multiply(settings.slots()))
                .set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT)
                .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT)
                .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, HEARTBEAT)
                // Deaths come more often than the delay between restarts was made for.
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(2))
                .set(CoreOptions.TMP_DIRS, settings.scratch().toString())
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        settings.checkpoints().toUri().toString());
    }
}
