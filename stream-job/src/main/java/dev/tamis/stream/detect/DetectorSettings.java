package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.nio.file.Path;

/**
 * The job's detector.
 *
 * @param file the {@code detector.onnx}
 * @param maxBatch most images that the network is given at once
 */
public record DetectorSettings(Path file, int maxBatch) {
    public DetectorSettings {
        checkArgument(maxBatch > 0, "maxBatch must be positive: %s", maxBatch);
    }
}
