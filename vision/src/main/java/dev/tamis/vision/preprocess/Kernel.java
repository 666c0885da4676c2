package dev.tamis.vision.preprocess;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import java.util.Arrays;

/**
 * The weights with which neighbouring values of a line make one new value, in the fixed-point arithmetic of Pillow
 * (src/libImaging/Resample.c).
 *
 * @param first index of the first value
 * @param weights fixed-point weights that sum to about 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Kernel(int first, int[] weights) {
    /** Fractional bits of a weight: 255 times weights that sum to 1 stays within an {@code int}. */
    private static final int WEIGHT_BITS = 22;

    private static final int HALF = 1 << (WEIGHT_BITS - 1);

    /** The kernels of a line of {@code source} values that becomes one of {@code target}. */
    static Kernel[] of(int source, int target, ResamplingFilter filter) {
        Kernel[] kernels = new Kernel[target];
        double scale = (double) source / target;
        for (int i = 0; i < target; i++) {
            kernels[i] = around((i + 0.5) * scale, filter.stretch(scale), source, filter);
        }
        return kernels;
    }

    private static Kernel around(double center, double stretch, int source, ResamplingFilter filter) {
        double support = filter.support() * stretch;
        int first = Math.max(0, (int) (center - support + 0.5));
        int end = Math.min(source, (int) (center + support + 0.5));
        double[] shape = new double[end - first];
        double sum = 0;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = filter.weight((i + first - center + 0.5) * (1 / stretch));
            sum += shape[i];
        }
        int[] weights = new int[shape.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rounded(shape[i] / sum * (1 << WEIGHT_BITS));
        }
        return new Kernel(first, weights);
    }

    /** Half away from zero. */
    private static int rounded(double value) {
        return (int) (value + Math.copySign(0.5, value));
    }

    /**
     * Makes one RGB pixel of neighbours in a row.
     *
     * @param rows pixels, of which the row starts at {@code row}
     * @param to where in {@code target} the pixel stands
     */
    void applyAlongRow(byte[] rows, int row, byte[] target, int to) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int at = row + first * CHANNELS;
        for (int weight : weights) {
            red += (rows[at] & 0xff) * weight;
            green += (rows[at + 1] & 0xff) * weight;
            blue += (rows[at + 2] & 0xff) * weight;
            at += CHANNELS;
        }
        target[to] = eightBits(red);
        target[to + 1] = eightBits(green);
        target[to + 2] = eightBits(blue);
    }

    /**
     * Makes one row of neighbours in columns.
     *
     * @param rows of {@code sums.length} values each
     * @param sums overwritten
     * @param to where in {@code target} the row starts
     */
    void applyAlongColumns(byte[] rows, int[] sums, byte[] target, int to) {
        Arrays.fill(sums, HALF);
        int at = first * sums.length;
        for (int weight : weights) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (rows[at + i] & 0xff) * weight;
            }
            at += sums.length;
        }
        for (int i = 0; i < sums.length; i++) {
            target[to + i] = eightBits(sums[i]);
        }
    }

    private static byte eightBits(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> WEIGHT_BITS));
    }
}
