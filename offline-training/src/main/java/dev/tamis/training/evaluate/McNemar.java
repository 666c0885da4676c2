package dev.tamis.training.evaluate;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's test of whether two detectors err equally often on the same images (McNemar 1947): only the images that exactly one of
 * them gets right count. Below 25 of these it is the exact binomial test, else chi-square with continuity correction (Edwards
 * 1948).
 *
 * @param firstOnly images that only the first detector gets right
 * @param secondOnly images that only the second gets right
 * @param method {@code exact} or {@code chi-square}
 * @param pValue probability of a difference at least as large if both erred equally often
 */
public record McNemar(long firstOnly, long secondOnly, String method, double pValue) {
    private static final int SMALLEST_FOR_CHI_SQUARE = 25;

    static McNemar of(long firstOnly, long secondOnly) {
        long differing = firstOnly + secondOnly;
        return differing < SMALLEST_FOR_CHI_SQUARE
                ? new McNemar(firstOnly, secondOnly, "exact", exact(firstOnly, differing))
                : new McNemar(firstOnly, secondOnly, "chi-square", chiSquare(firstOnly - secondOnly, differing));
    }

    private static double exact(long firstOnly, long differing) {
        return differing == 0
                ? 1
                : BinomialTest.withDefaults()
                        .with(AlternativeHypothesis.TWO_SIDED)
                        .test(Math.toIntExact(differing), Math.toIntExact(firstOnly), 0.5)
                        .getPValue();
    }

    private static double chiSquare(long difference, long differing) {
        double corrected = Math.max(0, Math.abs(difference) - 1);
        return ChiSquaredDistribution.of(1).survivalProbability(corrected * corrected / differing);
    }
}
