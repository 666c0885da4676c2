package dev.tamis.local.backfill;

import dev.tamis.stream.ModerationJob;
import dev.tamis.stream.ModerationPipeline;
import dev.tamis.stream.ModerationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/** Runs the job over a range of submissions on a Flink cluster in this JVM, one subtask a core, until it has ended. */
public final class LocalBackfill {
    private LocalBackfill() {}

    /**
     * Runs the job.
     *
     * @param options of the job, which make it a backfill
     * @throws dev.tamis.stream.InvalidOptionException where the options cannot be used
     */
    public static void run(Configuration options) throws Exception {
        ModerationSettings settings = ModerationSettings.of(options);
        Path scratch = Files.createTempDirectory("tamis-backfill-");
        try {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                    Runtime.getRuntime().availableProcessors(), cluster(scratch));
            ModerationPipeline.build(env, settings);
            env.execute(ModerationJob.NAME);
        } finally {
            // The cluster deletes its files too, and may not have done so when its job has ended.
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private static Configuration cluster(Path scratch) {
        return new Configuration()
                .set(CoreOptions.TMP_DIRS, scratch.resolve("flink").toString())
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        scratch.resolve("checkpoints").toUri().toString());
    }
}
