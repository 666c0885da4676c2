package dev.tamis.training.dataset.describe;

import dev.tamis.vision.image.RgbImage;
import java.util.Arrays;

/**
 * The two-dimensional cosine transform (type II, orthonormal) of an image's luma. A cosine of index k has k/2 cycles over the
 * image; unlike Fourier's, the transform does not see the jump between opposite borders.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CosineSpectrum(int side, double[] coefficients) {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;
    private static final int HASH_SIDE = 8;

    /** Keeps the logarithm of an empty band finite; far below the noise of rounding to 8 bits. */
    private static final double FLOOR = 1e-3;

    /** Transforms square images of one side. */
    static final class Transform {
        private final int side;
        private final double[] cosines;

        Transform(int side) {
            this.side = side;
            this.cosines = new double[side * side];
            for (int k = 0; k < side; k++) {
                double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / side);
                for (int x = 0; x < side; x++) {
                    cosines[k * side + x] = scale * Math.cos(Math.PI * k * (2 * x + 1) / (2 * side));
                }
            }
        }

        CosineSpectrum of(RgbImage image) {
            if (image.width() != side || image.height() != side) {
                throw new IllegalArgumentException("%d x %d pixels expected: %s".formatted(side, side, image));
            }
            return new CosineSpectrum(side, alongRowsTransposed(alongRowsTransposed(luma(image))));
        }

        /** Transforms each row and makes it a column, so that doing it twice transforms rows and columns. */
        private double[] alongRowsTransposed(double[] values) {
            double[] transformed = new double[values.length];
            for (int y = 0; y < side; y++) {
                for (int k = 0; k < side; k++) {
                    double sum = 0;
                    for (int x = 0; x < side; x++) {
                        sum += cosines[k * side + x] * values[y * side + x];
                    }
                    transformed[k * side + y] = sum;
                }
            }
            return transformed;
        }
    }

    /** Brightness of each pixel, 0 to 255 (ITU-R BT.601). */
    static double[] luma(RgbImage image) {
        byte[] rgb = image.rgb();
        double[] luma = new double[rgb.length / RgbImage.CHANNELS];
        for (int i = 0; i < luma.length; i++) {
            int at = RgbImage.CHANNELS * i;
            luma[i] = RED * (rgb[at] & 0xff) + GREEN * (rgb[at + 1] & 0xff) + BLUE * (rgb[at + 2] & 0xff);
        }
        return luma;
    }

    /**
     * The mean power by radius.
     *
     * @return for 1 to {@code side / 2} cycles over the image the decimal logarithm of the mean squared coefficient
     */
    double[] radial() {
        double[] power = new double[side / 2];
        int[] count = new int[side / 2];
        for (int i = 1; i < coefficients.length; i++) {
            int band = (int) Math.round(cycles(i)) - 1;
            if (band >= 0 && band < power.length) {
                power[band] += coefficients[i] * coefficients[i];
                count[band]++;
            }
        }
        for (int band = 0; band < power.length; band++) {
            power[band] = Math.log10(Math.max(FLOOR, power[band] / count[band]));
        }
        return power;
    }

    /** The share of the power, without that of the mean, in the upper half of the frequencies. */
    double highFrequencyShare() {
        double all = 0;
        double high = 0;
        for (int i = 1; i < coefficients.length; i++) {
            double power = coefficients[i] * coefficients[i];
            all += power;
            high += cycles(i) >= side / 4.0 ? power : 0;
        }
        return all == 0 ? 0 : high / all;
    }

    private double cycles(int index) {
        return Math.hypot(index % side, index / side) / 2;
    }

    /**
     * A perceptual hash: which of the 8 x 8 lowest frequencies lie above their median. Survives a change of brightness and
     * contrast, compression and slight noise.
     */
    long hash() {
        double[] low = new double[HASH_SIDE * HASH_SIDE];
        for (int i = 0; i < low.length; i++) {
            low[i] = coefficients[i / HASH_SIDE * side + i % HASH_SIDE];
        }
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double median = (sorted[low.length / 2 - 1] + sorted[low.length / 2]) / 2;
        long hash = 0;
        for (double coefficient : low) {
            hash = hash << 1 | (coefficient > median ? 1 : 0);
        }
        return hash;
    }
}
