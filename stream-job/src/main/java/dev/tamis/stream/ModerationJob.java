package dev.tamis.stream;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * Submits the job: {@code ModerationJob --tamis.kafka.bootstrap-servers HOST:PORT --tamis.detector.path FILE}. Takes every
 * option of {@link ModerationOptions}, and Flink's own, as {@code --key value}.
 */
public final class ModerationJob {
    public static final String NAME = "tamis-moderation";

    private ModerationJob() {}

    /**
     * Submits the job.
     *
     * @throws InvalidOptionException where an option is missing, unknown or cannot be used
     */
    public static void main(String[] args) throws Exception {
        Configuration options = ParameterTool.fromArgs(args).getConfiguration();
        ModerationSettings settings = ModerationSettings.of(options);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flinkOptions(options));
        ModerationPipeline.build(env, settings);
        env.execute(NAME);
    }

    /** Leaves out the job's own options, which may hold credentials and would be shown with the job. */
    private static Configuration flinkOptions(Configuration options) {
        Configuration flink = new Configuration(options);
        options.keySet().stream()
                .filter(key -> key.startsWith(ModerationOptions.PREFIX))
                .forEach(flink::removeKey);
        return flink;
    }
}
