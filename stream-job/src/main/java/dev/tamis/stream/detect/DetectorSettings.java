package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.vision.onnx.InferenceSettings;

/**
 * The job's detector.
 *
 * @param uri the {@code detector.onnx}: a URI of any file system that Flink has, or a path
 * @param maxBatch most images that the network is given at once
 * @param inference what it runs on
 */
public record DetectorSettings(String uri, int maxBatch, InferenceSettings inference, SessionScope sessions) {
    public DetectorSettings {
        checkArgument(maxBatch > 0, "maxBatch must be positive: %s", maxBatch);
    }
}
