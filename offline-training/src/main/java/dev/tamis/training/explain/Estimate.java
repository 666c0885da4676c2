package dev.tamis.training.explain;

import dev.tamis.training.evaluate.Bootstrap;
import dev.tamis.training.evaluate.Interval;
import java.util.Arrays;

/**
 * A mean over images.
 *
 * @param interval of 95 %, by the bootstrap
 */
public record Estimate(double mean, Interval interval) {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 1);

    static Estimate of(double[] values) {
        return new Estimate(Arrays.stream(values).average().orElseThrow(), BOOTSTRAP.mean(values));
    }

    /** The mean of the differences {@code values - others}, image by image. */
    static Estimate ofDifference(double[] values, double[] others) {
        double[] differences = new double[values.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i] - others[i];
        }
        return of(differences);
    }
}
