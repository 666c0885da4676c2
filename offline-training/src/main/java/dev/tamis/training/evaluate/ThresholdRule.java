package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * Chooses thresholds on validation images: {@code generatedFrom} is the smallest at which at most a given share of REAL
 * images is flagged, {@code authenticBelow} the largest at which at most that share of FAKE images passes; both in steps of
 * 0.0001. Images out of the detector's range are neither flagged nor pass. Where the thresholds would cross, {@code authenticBelow}
 * comes down to {@code generatedFrom}: nothing is UNCERTAIN then.
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
        return choose(images, images);
    }

    /**
     * Applies the rule to two lists of images, so that it holds for both.
     *
     * @param images calibrated; at least one of each class
     * @param others the same
     */
    public Thresholds choose(List<ScoredImage> images, List<ScoredImage> others) {
        double generatedFrom = Math.max(generatedFrom(images), generatedFrom(others));
        double authenticBelow = Math.min(authenticBelow(images), authenticBelow(others));
        return new Thresholds(Math.min(authenticBelow, generatedFrom), generatedFrom);
    }

    private double generatedFrom(List<ScoredImage> images) {
        double[] real = rightSideScores(images, false);
        double highestPassed = real[real.length - 1 - allowed(real)];
        return Math.max(0, Math.min(1, (Math.floor(highestPassed * STEPS) + 1) / STEPS));
    }

    private double authenticBelow(List<ScoredImage> images) {
        double[] fake = rightSideScores(images, true);
        return Math.min(1, Math.floor(fake[allowed(fake)] * STEPS) / STEPS);
    }

    private int allowed(double[] scores) {
        return Math.min(scores.length - 1, (int) (share * scores.length));
    }

    /** The scores of a class, ascending; an image out of range counts as one that is never on the wrong side. */
    private static double[] rightSideScores(List<ScoredImage> images, boolean fake) {
        double[] scores = images.stream()
                .filter(image -> image.isFake() == fake)
                .mapToDouble(image -> image.inRange() ? image.score() : fake ? 1 : 0)
                .sorted()
                .toArray();
        if (scores.length == 0) {
            throw new IllegalArgumentException("images of both classes expected");
        }
        return scores;
    }
}
