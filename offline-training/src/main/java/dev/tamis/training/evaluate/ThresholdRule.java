package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * Chooses thresholds on validation images: {@code generatedFrom} is the smallest at which at most a given share of REAL
 * images is flagged, {@code authenticBelow} the largest at which at most another share of FAKE images passes; both in steps of
 * 0.0001. Images out of the detector's range are neither flagged nor pass. Where the thresholds would cross, {@code authenticBelow}
 * comes down to {@code generatedFrom}: nothing is UNCERTAIN then.
 *
 * @param flagged share of REAL images that may be GENERATED, 0 to 1
 * @param passed share of FAKE images that may be AUTHENTIC, 0 to 1
 */
public record ThresholdRule(double flagged, double passed) {
    /**
     * What ships: 0.1 % and 2 %. Nearly all uploads are photographs, and photographs from elsewhere than the training set are
     * flagged up to ten times as often as those of it.
     */
    public static final ThresholdRule SHIPPED = new ThresholdRule(0.001, 0.02);

    private static final int STEPS = 10_000;

    public ThresholdRule {
        requireShare(flagged);
        requireShare(passed);
    }

    private static void requireShare(double share) {
        if (!(0 <= share && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1: " + share);
        }
    }

    /**
     * Applies the rule to several lists of images, so that it holds for each.
     *
     * @param images calibrated; at least one of each class
     * @param varied lists of the same kind
     */
    public Thresholds choose(List<ScoredImage> images, List<List<ScoredImage>> varied) {
        double generatedFrom = generatedFrom(images);
        double authenticBelow = authenticBelow(images);
        for (List<ScoredImage> others : varied) {
            generatedFrom = Math.max(generatedFrom, generatedFrom(others));
            authenticBelow = Math.min(authenticBelow, authenticBelow(others));
        }
        return new Thresholds(Math.min(authenticBelow, generatedFrom), generatedFrom);
    }

    private double generatedFrom(List<ScoredImage> images) {
        double[] real = rightSideScores(images, false);
        double highestPassed = real[real.length - 1 - allowed(flagged, real)];
        return Math.max(0, Math.min(1, (Math.floor(highestPassed * STEPS) + 1) / STEPS));
    }

    private double authenticBelow(List<ScoredImage> images) {
        double[] fake = rightSideScores(images, true);
        return Math.min(1, Math.floor(fake[allowed(passed, fake)] * STEPS) / STEPS);
    }

    private static int allowed(double share, double[] scores) {
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
