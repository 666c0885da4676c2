package dev.tamis.vision.preprocess;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.RgbImage;

/**
 * Antialiased bilinear resampling: a triangle filter whose support grows with the reduction, first along rows, then along
 * columns, each rounded to 8 bits.
 *
 * <p>The arithmetic is that of Pillow's {@code Image.resize(size, BILINEAR)} (src/libImaging/Resample.c), to the last bit.
 * A side that keeps its length is copied. Enlarging is plain bilinear interpolation.
 */
public final class Resampler {
    /** Fractional bits of a weight: 255 times weights that sum to 1 stays within an {@code int}. */
    private static final int WEIGHT_BITS = 22;

    private static final int HALF = 1 << (WEIGHT_BITS - 1);

    private Resampler() {}

    /** Stretches or shrinks an image to a size; an image of that size is returned as it is. */
    public static RgbImage resize(RgbImage image, int width, int height) {
        return resizeColumns(resizeRows(image, width), height);
    }

    /** Enlarges or reduces an image until its longer side has a length; its proportions are kept. */
    public static RgbImage fit(RgbImage image, int longestSide) {
        double scale = (double) longestSide / Math.max(image.width(), image.height());
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        return resize(image, width, height);
    }

    private static RgbImage resizeRows(RgbImage image, int width) {
        if (image.width() == width) {
            return image;
        }
        Kernel[] kernels = Kernel.of(image.width(), width);
        byte[] rgb = new byte[CHANNELS * width * image.height()];
        int to = 0;
        for (int y = 0; y < image.height(); y++) {
            int row = CHANNELS * y * image.width();
            for (Kernel kernel : kernels) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    rgb[to++] = kernel.apply(image.rgb(), row + channel, CHANNELS);
                }
            }
        }
        return new RgbImage(width, image.height(), rgb);
    }

    private static RgbImage resizeColumns(RgbImage image, int height) {
        if (image.height() == height) {
            return image;
        }
        int stride = CHANNELS * image.width();
        byte[] rgb = new byte[stride * height];
        int to = 0;
        for (Kernel kernel : Kernel.of(image.height(), height)) {
            for (int column = 0; column < stride; column++) {
                rgb[to++] = kernel.apply(image.rgb(), column, stride);
            }
        }
        return new RgbImage(image.width(), height, rgb);
    }

    /**
     * The weights with which neighbouring values of a line make one new value.
     *
     * @param first index of the first value
     * @param weights fixed-point weights that sum to about 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kernel(int first, int[] weights) {
        /** The kernels of a line of {@code source} values that becomes one of {@code target}. */
        static Kernel[] of(int source, int target) {
            Kernel[] kernels = new Kernel[target];
            double scale = (double) source / target;
            double support = Math.max(scale, 1);
            for (int i = 0; i < target; i++) {
                kernels[i] = around((i + 0.5) * scale, support, source);
            }
            return kernels;
        }

        private static Kernel around(double center, double support, int source) {
            int first = Math.max(0, (int) (center - support + 0.5));
            int end = Math.min(source, (int) (center + support + 0.5));
            double[] triangle = new double[end - first];
            double sum = 0;
            for (int i = 0; i < triangle.length; i++) {
                triangle[i] = Math.max(0, 1 - Math.abs((i + first - center + 0.5) * (1 / support)));
                sum += triangle[i];
            }
            int[] weights = new int[triangle.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (int) (0.5 + triangle[i] / sum * (1 << WEIGHT_BITS));
            }
            return new Kernel(first, weights);
        }

        byte apply(byte[] line, int start, int stride) {
            int sum = HALF;
            int at = start + first * stride;
            for (int weight : weights) {
                sum += (line[at] & 0xff) * weight;
                at += stride;
            }
            return (byte) Math.min(255, sum >> WEIGHT_BITS);
        }
    }
}
