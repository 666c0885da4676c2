package dev.tamis.stream;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** What the job asks of Flink. Whatever the cluster's configuration or the command line sets is left as it is. */
public final class FlinkDefaults {
    /** Outcomes become visible when a checkpoint completes, so this is the floor of their latency. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /**
     * Where outcomes are visible at once, a checkpoint only bounds what is judged again after a failure, and holds verdicts up for
     * some tenths of a second while RocksDB writes its files.
     */
    private static final Duration AT_LEAST_ONCE_CHECKPOINT_INTERVAL = Duration.ofSeconds(30);

    /** Nobody waits for the outcomes of a backfill; fewer checkpoints make larger transactions and files. */
    private static final Duration BACKFILL_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** How often a backfill that fails again and again is started: a file that cannot be read does not become readable. */
    private static final int BACKFILL_RESTARTS = 5;

    /** Each checkpoint writes small files to the first levels, which are merged again and again; what comes to rest is compressed. */
    private static final List<CompressionType> COMPRESSION =
            List.of(CompressionType.NO_COMPRESSION, CompressionType.NO_COMPRESSION, CompressionType.SNAPPY_COMPRESSION);

    /** Of RocksDB's first level: the small files of checkpoints are merged with all of it, again and again. */
    private static final MemorySize FIRST_LEVEL_SIZE = MemorySize.ofMebiBytes(4);

    /** Of a file there; see {@link CompactionOptions} for the others. */
    private static final MemorySize FILE_SIZE = MemorySize.ofMebiBytes(4);

    /** A record waits for no other before it goes to the next task: images are large and few. */
    private static final Duration BUFFER_TIMEOUT = Duration.ZERO;

    /** After so long without a failure the next one is the first again; Flink waits for an hour. */
    private static final Duration CALM = Duration.ofMinutes(5);

    private final ReadableConfig present;
    private final Configuration missing = new Configuration();

    private FlinkDefaults(ReadableConfig present) {
        this.present = present;
    }

    /** The defaults of a job that runs on. */
    public static void applyTo(StreamExecutionEnvironment env, DeliveryGuarantee guarantee) {
        apply(
                env,
                guarantee == DeliveryGuarantee.EXACTLY_ONCE ? CHECKPOINT_INTERVAL : AT_LEAST_ONCE_CHECKPOINT_INTERVAL);
    }

    static void applyToBackfill(StreamExecutionEnvironment env) {
        FlinkDefaults defaults = new FlinkDefaults(env.getConfiguration());
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, BACKFILL_RESTARTS);
        env.configure(defaults.missing);
        apply(env, BACKFILL_CHECKPOINT_INTERVAL);
    }

    private static void apply(StreamExecutionEnvironment env, Duration checkpointInterval) {
        FlinkDefaults defaults = new FlinkDefaults(env.getConfiguration());
        defaults.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        defaults.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        defaults.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        defaults.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        defaults.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true); // most submissions and images are new
        defaults.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
        defaults.set(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, COMPRESSION);
        defaults.set(RocksDBConfigurableOptions.MAX_SIZE_LEVEL_BASE, FIRST_LEVEL_SIZE);
        defaults.set(RocksDBConfigurableOptions.TARGET_FILE_SIZE_BASE, FILE_SIZE);
        defaults.set(RocksDBOptions.OPTIONS_FACTORY, CompactionOptions.class.getName());
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        defaults.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, CALM);
        defaults.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        defaults.set(PipelineOptions.OBJECT_REUSE, true); // what operators hand on, they never change
        defaults.set(PipelineOptions.GENERIC_TYPES, false);
        defaults.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        env.configure(defaults.missing);
    }

    private <T> void set(ConfigOption<T> option, T value) {
        if (present.getOptional(option).isEmpty()) {
            missing.set(option, value);
        }
    }
}
