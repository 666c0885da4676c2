package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * Chooses thresholds on validation images: {@code generatedFrom} is the smallest at which at most a given share of REAL
 * images is flagged, {@code authenticBelow} the largest at which at most that share of FAKE images passes; both in steps of
 * 0.0001. Where they would cross, {@code authenticBelow} comes down to {@code generatedFrom}: nothing is UNCERTAIN then.
 *
 * @param share of each class that may be on the wrong side, 0 to 1
 */
public record ThresholdRule(double share) {
    /** 2 %: what ships. */
    public static final ThresholdRule SHIPPED = new ThresholdRule(0.02);

    private static final int STEPS = 10_000;

    public ThresholdRule {
        if (!(0 <= share && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + share);
        }
    }

    /**
     * Applies the rule.
     *
     * @param images calibrated; at least one of each class
     */
    public Thresholds choose(List<ScoredImage> images) {
        double[] real = sortedScores(images, false);
        double[] fake = sortedScores(images, true);
        double highestPassedReal = real[real.length - 1 - allowed(real)];
        double generatedFrom = Math.min(1, (Math.floor(highestPassedReal * STEPS) + 1) / STEPS);
        double lowestCaughtFake = fake[allowed(fake)];
        double authenticBelow = Math.floor(lowestCaughtFake * STEPS) / STEPS;
        return new Thresholds(Math.min(authenticBelow, generatedFrom), generatedFrom);
    }

    private int allowed(double[] scores) {
        return Math.min(scores.length - 1, (int) (share * scores.length));
    }

    private static double[] sortedScores(List<ScoredImage> images, boolean fake) {
        double[] scores = images.stream()
                .filter(image -> image.isFake() == fake)
                .mapToDouble(ScoredImage::score)
                .sorted()
                .toArray();
        if (scores.length == 0) {
            throw new IllegalArgumentException("images of both classes expected");
        }
        return scores;
    }
}
