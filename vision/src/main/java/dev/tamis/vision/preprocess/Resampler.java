package dev.tamis.vision.preprocess;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.RgbImage;

/**
 * Brings images to another size by a filter, antialiased bilinear where none is named: first along rows, then along columns,
 * each rounded to 8 bits.
 *
 * <p>The arithmetic is that of Pillow's {@code Image.resize} (src/libImaging/Resample.c), to the last bit. A side that keeps
 * its length is copied.
 */
public final class Resampler {
    private Resampler() {}

    /** Stretches or shrinks an image to a size; an image of that size is returned as it is. */
    public static RgbImage resize(RgbImage image, int width, int height) {
        return resize(image, width, height, ResamplingFilter.BILINEAR);
    }

    /** The same by another filter than the preprocessing's. */
    public static RgbImage resize(RgbImage image, int width, int height, ResamplingFilter filter) {
        return resizeColumns(resizeRows(image, width, filter), height, filter);
    }

    /** Enlarges or reduces an image until its longer side has a length; its proportions are kept. */
    public static RgbImage fit(RgbImage image, int longestSide) {
        double scale = (double) longestSide / Math.max(image.width(), image.height());
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        return resize(image, width, height);
    }

    private static RgbImage resizeRows(RgbImage image, int width, ResamplingFilter filter) {
        if (image.width() == width) {
            return image;
        }
        Kernel[] kernels = Kernel.of(image.width(), width, filter);
        byte[] rgb = new byte[CHANNELS * width * image.height()];
        int to = 0;
        for (int y = 0; y < image.height(); y++) {
            int row = CHANNELS * y * image.width();
            for (Kernel kernel : kernels) {
                kernel.applyAlongRow(image.rgb(), row, rgb, to);
                to += CHANNELS;
            }
        }
        return new RgbImage(width, image.height(), rgb);
    }

    private static RgbImage resizeColumns(RgbImage image, int height, ResamplingFilter filter) {
        if (image.height() == height) {
            return image;
        }
        int stride = CHANNELS * image.width();
        byte[] rgb = new byte[stride * height];
        int[] sums = new int[stride];
        int to = 0;
        for (Kernel kernel : Kernel.of(image.height(), height, filter)) {
            kernel.applyAlongColumns(image.rgb(), sums, rgb, to);
            to += stride;
        }
        return new RgbImage(image.width(), height, rgb);
    }
}
