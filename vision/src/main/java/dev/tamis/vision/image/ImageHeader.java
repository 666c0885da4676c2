package dev.tamis.vision.image;

/**
 * What the first bytes of an image file declare, read without decoding or allocating a pixel.
 *
 * @param format the file's format
 * @param storedWidth columns as stored, at least 1
 * @param storedHeight rows as stored, at least 1
 * @param orientation how the stored pixels are turned for display
 * @param cost what a pixel costs while it is decoded
 */
public record ImageHeader(
        ImageFormat format, int storedWidth, int storedHeight, Orientation orientation, PixelCost cost) {

    /** What a pixel costs while it is decoded, at most. */
    public enum PixelCost {
        /** Up to 4 bytes. */
        SINGLE(1),
        /** Up to 8 bytes: 16 bits a channel, or the coefficients of a progressive JPEG. Counts twice against the limit. */
        DOUBLE(2);

        private final int weight;

        PixelCost(int weight) {
            this.weight = weight;
        }
    }

    public ImageHeader {
        if (storedWidth < 1 || storedHeight < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one pixel: " + storedWidth + " x " + storedHeight);
        }
    }

    /**
     * Reads a file's header; for JPEG, PNG and WebP the file's structure to its end too, so that a truncated file is
     * known before it is decoded.
     */
    public static ImageHeader read(byte[] file) throws UnreadableImageException {
        ImageFormat format = ImageFormat.of(file);
        FileBytes bytes = new FileBytes(file, format);
        return switch (format) {
            case JPEG -> JpegHeader.read(bytes);
            default -> throw bytes.unsupported("not yet");
        };
    }

    /** Columns of the image as displayed. */
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** Rows of the image as displayed. */
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }

    /** The pixels that count against {@link DecodeLimits#maxPixels}. */
    long weightedPixels() {
        return (long) storedWidth * storedHeight * cost.weight;
    }
}
