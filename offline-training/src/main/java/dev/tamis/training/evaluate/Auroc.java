package dev.tamis.training.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * The exact area under the ROC curve: the probability that a FAKE image scores above a REAL one, where equal scores count one
 * half (Mann and Whitney's U over the number of pairs).
 */
public final class Auroc {
    private Auroc() {}

    /** The area, 0 to 1. */
    static double of(List<ScoredImage> images) {
        return of(scores(images, true), scores(images, false));
    }

    /** The area, 0 to 1, of scores of any range; no number where a class has no image. */
    public static double of(double[] fake, double[] real) {
        double[] fakes = fake.clone();
        double[] reals = real.clone();
        Arrays.sort(fakes);
        Arrays.sort(reals);
        int below = 0;
        int notAbove = 0;
        double wins = 0;
        for (double score : fakes) {
            while (below < reals.length && reals[below] < score) {
                below++;
            }
            while (notAbove < reals.length && reals[notAbove] <= score) {
                notAbove++;
            }
            wins += (below + notAbove) / 2.0;
        }
        return wins / fakes.length / reals.length;
    }

    private static double[] scores(List<ScoredImage> images, boolean fake) {
        return images.stream()
                .filter(image -> image.isFake() == fake)
                .mapToDouble(ScoredImage::score)
                .toArray();
    }
}
