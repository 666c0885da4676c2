package dev.tamis.local.stack;

import dev.tamis.stream.ModerationJob;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.stream.ModerationPipeline;
import dev.tamis.stream.ModerationSettings;
import dev.tamis.stream.kafka.KafkaConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobSubmissionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink MiniCluster in this JVM that runs the moderation job, one subtask a core. */
final class LocalCluster implements AutoCloseable {
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

    private final StackSettings settings;
    private final MiniCluster cluster;

    private LocalCluster(StackSettings settings, MiniCluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    static LocalCluster start(StackSettings settings) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(cores())
                .build());
        LocalCluster started = new LocalCluster(settings, cluster);
        try {
            cluster.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    /**
     * Starts the job, from the newest checkpoint in the folder where there is one.
     *
     * @return completes when the job ends, which it does not by itself
     */
    CompletableFuture<JobResult> run(KafkaConnection kafka) throws Exception {
        Configuration options = configuration(settings);
        options.set(CoreOptions.DEFAULT_PARALLELISM, cores());
        options.set(ModerationOptions.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        // One by one, beside those that the user has given so.
        kafka.clientProperties()
                .forEach((key, value) ->
                        options.setString(ModerationOptions.CLIENT_PROPERTIES.key() + "." + key, value));
        options.set(ModerationOptions.DETECTOR_PATH, settings.detector().toString());
        Optional<Path> checkpoint = new Checkpoints(checkpoints(settings)).newest();
        checkpoint.ifPresent(path ->
                options.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        JobSubmissionResult submitted = cluster.submitJob(jobGraph(options)).get();
        return cluster.requestJobResult(submitted.getJobID());
    }

    /** The job as it ships. */
    static JobGraph jobGraph(Configuration options) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(options);
        ModerationPipeline.build(env, ModerationSettings.of(options));
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(ModerationJob.NAME);
        return graph.getJobGraph();
    }

    /** The address of Flink's web interface. */
    URI webAddress() throws InterruptedException, ExecutionException {
        return cluster.getRestAddress().get();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Path checkpoints(StackSettings settings) {
        return settings.folder().resolve("checkpoints");
    }

    private static Configuration configuration(StackSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, settings.webPorts());
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(
                CoreOptions.TMP_DIRS, settings.folder().resolve("flink").toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, StackSettings.STATE_MEMORY.multiply(cores()));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints(settings).toUri().toString());
        if (settings.metricsPort() != null) {
            configuration.set(MetricOptions.REPORTERS_LIST, "prometheus");
            Configuration reporter = MetricOptions.forReporter(configuration, "prometheus");
            reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, PrometheusReporterFactory.class.getName());
            reporter.setString("port", settings.metricsPort().toString());
        }
        settings.options().forEach(configuration::setString);
        return configuration;
    }
}
