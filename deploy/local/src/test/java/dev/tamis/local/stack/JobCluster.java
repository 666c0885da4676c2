package dev.tamis.local.stack;

import dev.tamis.stream.ModerationPipeline;
import dev.tamis.stream.ModerationSettings;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster of one slot per TaskManager in this process, for the job as it ships. */
final class JobCluster implements AutoCloseable {
    private final MiniCluster cluster;
    private final Configuration options;
    private final int parallelism;

    private JobCluster(MiniCluster cluster, Configuration options, int parallelism) {
        this.cluster = cluster;
        this.options = options;
        this.parallelism = parallelism;
    }

    /**
     * Starts a cluster without a job.
     *
     * @param options of the cluster and of the job
     * @param parallelism how many TaskManagers there are, and subtasks of each operator
     */
    static JobCluster start(Configuration options, int parallelism) throws Exception {
        Configuration all = new Configuration(options)
                .set(RestOptions.BIND_PORT, "0")
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(all)
                .setNumTaskManagers(parallelism)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
        return new JobCluster(cluster, all, parallelism);
    }

    /** Starts the job without state. */
    JobID submit() throws ExecutionException, InterruptedException {
        return submit(options);
    }

    /** Starts the job with the state of a savepoint or a checkpoint. */
    JobID submitFrom(Path savepoint) throws ExecutionException, InterruptedException {
        return submit(new Configuration(options)
                .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString()));
    }

    private JobID submit(Configuration job) throws ExecutionException, InterruptedException {
        job.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(job);
        ModerationPipeline.build(env, ModerationSettings.of(job));
        return cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
    }

    /**
     * Ends a job with a savepoint in a folder of its own below the given one.
     *
     * @return the savepoint's address
     */
    String stopWithSavepoint(JobID job, Path folder) throws ExecutionException, InterruptedException {
        return cluster.stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Ends a TaskManager as if its process had died, and starts another. */
    void replaceTaskManager(int index) throws Exception {
        cluster.terminateTaskManager(index).get();
        cluster.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
