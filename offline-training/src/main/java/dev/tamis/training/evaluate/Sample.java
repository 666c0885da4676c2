package dev.tamis.training.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scores of labelled images in ascending order, each counted a number of times: what figures are computed of. A plain sample
 * counts each image once; a resampled one shares the order.
 *
 * @param scores ascending; the position of a score in them is its rank
 * @param fake whether the image of each rank is FAKE
 * @param order the position, in the list that the sample was made of, of each rank
 * @param counts how often the image of each rank counts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(double[] scores, boolean[] fake, int[] order, int[] counts) {
    /** Each image once. */
    static Sample of(List<ScoredImage> images) {
        boolean[] fake = new boolean[images.size()];
        for (int i = 0; i < fake.length; i++) {
            fake[i] = images.get(i).isFake();
        }
        return of(images.stream().mapToDouble(ScoredImage::score).toArray(), fake);
    }

    /** Each score, of any range, once. */
    static Sample of(double[] scoresByPosition, boolean[] fakeByPosition) {
        int[] order = IntStream.range(0, scoresByPosition.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scoresByPosition[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[order.length];
        boolean[] fake = new boolean[order.length];
        int[] counts = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            scores[rank] = scoresByPosition[order[rank]];
            fake[rank] = fakeByPosition[order[rank]];
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
