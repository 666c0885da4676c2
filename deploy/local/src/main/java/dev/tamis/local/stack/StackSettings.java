package dev.tamis.local.stack;

import java.nio.file.Path;

/**
 * What a {@link LocalStack} is made of.
 *
 * @param folder for the broker's data, checkpoints and scratch files; a stack that ran there before is continued
 * @param retention what becomes of the folder at the end
 * @param kafka the Kafka that carries the topics
 * @param detector the {@code detector.onnx} file
 * @param webPorts ports that Flink's web interface may take, {@code 0} for any or a range such as {@code 8081-8099}
 */
public record StackSettings(Path folder, Retention retention, KafkaChoice kafka, Path detector, String webPorts) {
    public StackSettings {
        folder = folder.toAbsolutePath().normalize();
    }

    /** What becomes of a folder when its stack has stopped. */
    public enum Retention {
        KEEP,
        DELETE
    }
}
