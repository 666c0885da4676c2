package dev.tamis.training.dataset.describe;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How a number is distributed by label. The outermost half percent on either side counts in the first and the last bin.
 *
 * @param bins from the lowest on
 */
record Histogram(List<Bin> bins) {
    private static final int BINS = 32;
    private static final double TAIL = 0.005;

    /**
     * Numbers near one value.
     *
     * @param at the middle of the bin
     * @param fake share of the FAKE images in it, 0 to 1
     * @param real share of the REAL images in it, 0 to 1
     */
    record Bin(double at, double fake, double real) {}

    static Histogram of(List<ImageTraits> images, ToDoubleFunction<ImageTraits> number) {
        double[] sorted = images.stream().mapToDouble(number).sorted().toArray();
        double low = sorted[(int) (TAIL * (sorted.length - 1))];
        double width = Math.max(1e-9, (sorted[(int) ((1 - TAIL) * (sorted.length - 1))] - low) / BINS);
        double[] fake = shares(images.stream().filter(ImageTraits::isFake).mapToDouble(number), low, width);
        double[] real = shares(images.stream().filter(image -> !image.isFake()).mapToDouble(number), low, width);
        return new Histogram(IntStream.range(0, BINS)
                .mapToObj(bin -> new Bin(low + (bin + 0.5) * width, fake[bin], real[bin]))
                .toList());
    }

    private static double[] shares(DoubleStream numbers, double low, double width) {
        double[] counts = new double[BINS];
        numbers.forEach(number -> counts[(int) Math.max(0, Math.min(BINS - 1, (number - low) / width))]++);
        double all = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).map(count -> count / all).toArray();
    }
}
