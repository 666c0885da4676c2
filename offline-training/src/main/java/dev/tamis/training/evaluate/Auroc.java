package dev.tamis.training.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * The exact area under the ROC curve: the probability that a FAKE image scores above a REAL one, where equal scores count one
 * half (Mann and Whitney's U over the number of pairs).
 */
final class Auroc {
    private Auroc() {}

    /** The area, 0 to 1. */
    static double of(List<ScoredImage> images) {
        List<ScoredImage> sorted = images.stream()
                .sorted(Comparator.comparingDouble(ScoredImage::score))
                .toList();
        long realBelow = 0;
        long fakes = 0;
        double wins = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = endOfTie(sorted, from);
            long fakeTied = sorted.subList(from, to).stream()
                    .filter(ScoredImage::isFake)
                    .count();
            long realTied = to - from - fakeTied;
            wins += fakeTied * (realBelow + realTied / 2.0);
            realBelow += realTied;
            fakes += fakeTied;
            from = to;
        }
        return wins / fakes / realBelow;
    }

    private static int endOfTie(List<ScoredImage> sorted, int from) {
        int to = from + 1;
        while (to < sorted.size() && sorted.get(to).score() == sorted.get(from).score()) {
            to++;
        }
        return to;
    }
}
