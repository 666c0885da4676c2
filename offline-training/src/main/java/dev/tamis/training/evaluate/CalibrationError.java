package dev.tamis.training.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Expected calibration error (Guo et al. 2017, equation 3): images in 15 bins of equal width, from 0 to 1, by the probability of
 * their predicted class; the mean distance between a bin's accuracy and its probability, weighted by its images.
 */
final class CalibrationError {
    private static final int BINS = 15;

    private final long[] images = new long[BINS];
    private final double[] confidence = new double[BINS];
    private final double[] right = new double[BINS];

    private CalibrationError(Sample sample) {
        for (int rank = 0; rank < sample.ranks(); rank++) {
            double score = sample.scores()[rank];
            boolean calledFake = score >= Confusion.MIDDLE;
            double ofCalled = calledFake ? score : 1 - score;
            int bin = Math.min(BINS - 1, (int) (ofCalled * BINS));
            int count = sample.counts()[rank];
            images[bin] += count;
            confidence[bin] += count * ofCalled;
            right[bin] += calledFake == sample.fake()[rank] ? count : 0;
        }
    }

    /** The error, 0 to 1. */
    static double of(List<ScoredImage> images) {
        return of(Sample.of(images));
    }

    static double of(Sample sample) {
        CalibrationError bins = new CalibrationError(sample);
        double sum = 0;
        long total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(bins.right[bin] - bins.confidence[bin]);
            total += bins.images[bin];
        }
        return sum / total;
    }

    /** The bins that hold an image, by rising probability: a reliability diagram. */
    static List<ReliabilityBin> diagram(Sample sample) {
        CalibrationError bins = new CalibrationError(sample);
        List<ReliabilityBin> diagram = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (bins.images[bin] > 0) {
                diagram.add(new ReliabilityBin(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        bins.images[bin],
                        bins.confidence[bin] / bins.images[bin],
                        bins.right[bin] / bins.images[bin]));
            }
        }
        return diagram;
    }
}
