package dev.tamis.vision.detector;

import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.Map;

/**
 * What a detector file says of itself in its ONNX {@code metadata_props}.
 *
 * @param id the detector's name, for example {@code cifake-cnn-32x2-d64}
 * @param preprocessing how an image becomes the network's input
 * @param calibration turns the network's output into the score
 * @param thresholds the thresholds that its training chose
 * @param evaluation figures of its evaluation, name to value, in the order written, for example {@code accuracy}
 */
public record DetectorMetadata(
        String id,
        PreprocessSpec preprocessing,
        Calibration calibration,
        Thresholds thresholds,
        Map<String, String> evaluation) {}
