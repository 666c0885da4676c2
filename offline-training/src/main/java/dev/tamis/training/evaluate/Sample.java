package dev.tamis.training.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scores of labelled images in ascending order, each counted a number of times: what figures are computed of. A plain sample
 * counts each image once; a resampled one shares the order.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(double[] scores, boolean[] fake, int[] order, int[] counts) {
    /** Each image once. */
    static Sample of(List<ScoredImage> images) {
        int[] order = IntStream.range(0, images.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> images.get(i).score()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[order.length];
        boolean[] fake = new boolean[order.length];
        int[] counts = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            scores[rank] = images.get(order[rank]).score();
            fake[rank] = images.get(order[rank]).isFake();
            counts[rank] = 1;
        }
        return new Sample(scores, fake, order, counts);
    }

    /**
     * The same images, each counted another number of times.
     *
     * @param countsByPosition in the list that the sample was made of
     */
    Sample counted(int[] countsByPosition) {
        int[] byRank = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            byRank[rank] = countsByPosition[order[rank]];
        }
        return new Sample(scores, fake, order, byRank);
    }

    int ranks() {
        return scores.length;
    }
}
