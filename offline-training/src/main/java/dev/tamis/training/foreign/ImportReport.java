package dev.tamis.training.foreign;

import dev.tamis.vision.detector.Thresholds;

/**
 * What was made of a classifier, as {@code import-model --json} writes it.
 *
 * @param model the classifier's file
 * @param sha256 of the detector file
 * @param plan what was read or told of the classifier
 * @param fingerprint of the preprocessing
 * @param temperature of the calibration
 * @param thresholds of the detector
 * @param parity how far the detector is from the classifier
 */
public record ImportReport(
        String model,
        String sha256,
        ImportPlan plan,
        String fingerprint,
        double temperature,
        Thresholds thresholds,
        ImportParity parity) {}
