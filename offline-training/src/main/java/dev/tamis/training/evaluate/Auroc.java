package dev.tamis.training.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The exact area under the ROC curve: the probability that a FAKE image scores above a REAL one, where equal scores count one
 * half (Mann and Whitney's U over the number of pairs).
 */
public final class Auroc {
    private Auroc() {}

    /** The area, 0 to 1, of scores of any range; no number where a class has no image. */
    public static double of(double[] fake, double[] real) {
        double[] scores =
                DoubleStream.concat(Arrays.stream(fake), Arrays.stream(real)).toArray();
        boolean[] labels = new boolean[scores.length];
        Arrays.fill(labels, 0, fake.length, true);
        return of(Sample.of(scores, labels));
    }

    /** The same of images. */
    static double of(List<ScoredImage> images) {
        return of(Sample.of(images));
    }

    static double of(Sample sample) {
        long realBelow = 0;
        long fakes = 0;
        double wins = 0;
        for (int from = 0; from < sample.ranks(); ) {
            long fakeTied = 0;
            long realTied = 0;
            int to = from;
            for (; to < sample.ranks() && sample.scores()[to] == sample.scores()[from]; to++) {
                fakeTied += sample.fake()[to] ? sample.counts()[to] : 0;
                realTied += sample.fake()[to] ? 0 : sample.counts()[to];
            }
            wins += fakeTied * (realBelow + realTied / 2.0);
            realBelow += realTied;
            fakes += fakeTied;
            from = to;
        }
        return wins / fakes / realBelow;
    }
}
