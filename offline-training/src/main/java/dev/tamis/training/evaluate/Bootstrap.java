package dev.tamis.training.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals by resampling: 2.5th to 97.5th percentile of a figure over samples drawn from the images with
 * replacement, within each class, so that every sample has as many FAKE and REAL images as there are (Efron 1979; percentile
 * method). The same seed always gives the same samples, so that figures of two detectors on the same images are paired.
 *
 * @param resamples number of samples
 */
public record Bootstrap(int resamples, long seed) {
    private static final double TAIL = 0.025;

    /** The interval of a mean; the values are of one class. */
    public Interval mean(double[] values) {
        int[] all = IntStream.range(0, values.length).toArray();
        return percentiles(
                List.of(all),
                counts -> IntStream.of(all)
                                .mapToDouble(i -> counts[i] * values[i])
                                .sum()
                        / values.length);
    }

    /** The interval of one figure. */
    Interval interval(List<ScoredImage> images, ToDoubleFunction<Sample> figure) {
        Sample sample = Sample.of(images);
        return percentiles(classes(images), counts -> figure.applyAsDouble(sample.counted(counts)));
    }

    /** The interval of the difference of a figure, that of {@code others} minus that of {@code images}. */
    Interval difference(List<ScoredImage> images, List<ScoredImage> others, ToDoubleFunction<Sample> figure) {
        Sample sample = Sample.of(images);
        Sample other = Sample.of(others);
        return percentiles(
                classes(images),
                counts -> figure.applyAsDouble(other.counted(counts)) - figure.applyAsDouble(sample.counted(counts)));
    }

    /**
     * Percentiles of a figure over samples.
     *
     * @param classes positions of the images of each class, together 0, 1, 2 and so on
     * @param figure of how often each position was drawn
     */
    private Interval percentiles(List<int[]> classes, ToDoubleFunction<int[]> figure) {
        int size = classes.stream().mapToInt(positions -> positions.length).sum();
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            int[] counts = new int[size];
            classes.forEach(positions -> draw(positions, counts, random));
            figures[i] = figure.applyAsDouble(counts);
        }
        Arrays.sort(figures);
        int tail = (int) (TAIL * resamples);
        return new Interval(figures[tail], figures[resamples - 1 - tail]);
    }

    private static List<int[]> classes(List<ScoredImage> images) {
        return List.of(positions(images, true), positions(images, false));
    }

    private static int[] positions(List<ScoredImage> images, boolean fake) {
        return IntStream.range(0, images.size())
                .filter(i -> images.get(i).isFake() == fake)
                .toArray();
    }

    private static void draw(int[] positions, int[] counts, SplittableRandom random) {
        for (int i = 0; i < positions.length; i++) {
            counts[positions[random.nextInt(positions.length)]]++;
        }
    }
}
