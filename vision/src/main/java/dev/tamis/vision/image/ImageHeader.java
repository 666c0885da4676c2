package dev.tamis.vision.image;

import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an image file declare, read without decoding or allocating a pixel.
 *
 * @param format the file's format
 * @param storedWidth columns as stored, at least 1
 * @param storedHeight rows as stored, at least 1
 * @param orientation how the stored pixels are turned for display
 * @param cost how much of the image is in memory while it is decoded
 * @param jpegQuality how coarsely a JPEG is quantised, as the quality 1 to 100 at which the encoder of the Independent JPEG
 *     Group does so; null of other formats
 */
public record ImageHeader(
        ImageFormat format,
        int storedWidth,
        int storedHeight,
        Orientation orientation,
        PixelCost cost,
        @Nullable Integer jpegQuality) {

    /** The header of a file that is no JPEG. */
    public ImageHeader(ImageFormat format, int storedWidth, int storedHeight, Orientation orientation, PixelCost cost) {
        this(format, storedWidth, storedHeight, orientation, cost, null);
    }

    /** How much of an image is in memory while it is decoded, which decides what its pixels count against the limit. */
    public enum PixelCost {
        /** A few rows: a JPEG of one scan. */
        STREAMED(1),
        /** All pixels, at up to 8 bytes: everything else. */
        WHOLE(2);

        private final int weight;

        PixelCost(int weight) {
            this.weight = weight;
        }

        int weight() {
            return weight;
        }
    }

    public ImageHeader {
        if (storedWidth < 1 || storedHeight < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one pixel: " + storedWidth + " x " + storedHeight);
        }
    }

    /** Columns of the image as displayed. */
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** Rows of the image as displayed. */
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }
}
