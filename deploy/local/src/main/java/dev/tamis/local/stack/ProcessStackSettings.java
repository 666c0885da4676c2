package dev.tamis.local.stack;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * What a {@link ProcessStack} is made of.
 *
 * @param folder for the logs, which stay, and for the data of Kafka and Flink, which go at the end
 * @param detector the {@code detector.onnx} file
 * @param taskManagers how many TaskManagers there are
 * @param slots of each TaskManager
 * @param taskManagerFlags what the JVM of a TaskManager takes beside its memory
 * @param options Flink's, beside those that the stack sets
 */
public record ProcessStackSettings(
        Path folder, Path detector, int taskManagers, int slots, List<String> taskManagerFlags, Configuration options) {
    public ProcessStackSettings {
        folder = folder.toAbsolutePath().normalize();
        detector = detector.toAbsolutePath();
        taskManagerFlags = List.copyOf(taskManagerFlags);
        if (taskManagers < 1 || slots < 1) {
            throw new IllegalArgumentException("%d TaskManagers with %d slots".formatted(taskManagers, slots));
        }
    }

    /** All that goes at the end. */
    List<Path> data() {
        return List.of(kafka().resolve("data"), checkpoints(), scratch());
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Flink's configuration, and what its processes leave behind. */
    Path scratch() {
        return folder.resolve("flink");
    }

    Path log(String process) {
        return folder.resolve(process + ".log");
    }
}
