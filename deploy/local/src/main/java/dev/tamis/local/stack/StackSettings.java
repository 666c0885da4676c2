package dev.tamis.local.stack;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalStack} is made of.
 *
 * @param folder for the broker's data, checkpoints and scratch files; a stack that ran there before is continued
 * @param retention what becomes of the folder at the end
 * @param kafka the Kafka that carries the topics
 * @param detector the {@code detector.onnx} file
 * @param webPorts ports that Flink's web interface may take, {@code 0} for any or a range such as {@code 8081-8099}
 * @param metricsPort where Prometheus finds the job's metrics, on every network of this machine; null for nowhere
 * @param options of the job and of Flink, by key, over those of the stack
 */
public record StackSettings(
        Path folder,
        Retention retention,
        KafkaChoice kafka,
        Path detector,
        String webPorts,
        @Nullable Integer metricsPort,
        Map<String, String> options) {
    /** What RocksDB may use in a slot of {@link LocalStack}; it takes it as state grows. */
    public static final MemorySize STATE_MEMORY = MemorySize.ofMebiBytes(128);

    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
        options = Map.copyOf(options);
    }

    /** Without metrics for Prometheus or options of its own. */
    public StackSettings(Path folder, Retention retention, KafkaChoice kafka, Path detector, String webPorts) {
        this(folder, retention, kafka, detector, webPorts, null, Map.of());
    }

    /** What becomes of a folder when its stack has stopped. */
    public enum Retention {
        KEEP,
        DELETE
    }
}
