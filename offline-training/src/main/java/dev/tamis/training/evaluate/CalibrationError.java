package dev.tamis.training.evaluate;

import java.util.List;

/**
 * Expected calibration error (Guo et al. 2017, equation 3): images in 15 bins of equal width by the probability of their
 * predicted class; the mean distance between a bin's accuracy and its probability, weighted by its images.
 */
final class CalibrationError {
    private static final int BINS = 15;

    private CalibrationError() {}

    /** The error, 0 to 1. */
    static double of(List<ScoredImage> images) {
        double[] surplus = new double[BINS];
        for (ScoredImage image : images) {
            boolean predictedFake = image.score() >= 0.5;
            double confidence = predictedFake ? image.score() : 1 - image.score();
            int bin = Math.min(BINS - 1, (int) (confidence * BINS));
            surplus[bin] += (predictedFake == image.isFake() ? 1 : 0) - confidence;
        }
        double sum = 0;
        for (double ofBin : surplus) {
            sum += Math.abs(ofBin);
        }
        return sum / images.size();
    }
}
