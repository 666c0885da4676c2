package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.preprocess.PreprocessSpec;

/**
 * What the graph must know of its detector before it runs.
 *
 * @param identity names the detector in every verdict
 * @param preprocessing how an image becomes the detector's input
 * @param thresholds the thresholds that the detector's training chose
 * @param range the images that it can judge
 */
public record DetectorProfile(
        DetectorIdentity identity, PreprocessSpec preprocessing, Thresholds thresholds, InputRange range) {}
