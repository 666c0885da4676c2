package dev.tamis.vision.image;

import java.util.Arrays;

/**
 * An image of 8-bit sRGB pixels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb {@code height x width x 3} unsigned bytes, row by row from the top left, red first; not copied, so that
 *     whoever makes the record gives the array away
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record RgbImage(int width, int height, byte[] rgb) {
    public static final int CHANNELS = 3;

    public RgbImage {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image has at least one pixel: " + width + " x " + height);
        }
        if (rgb.length != (long) width * height * CHANNELS) {
            throw new IllegalArgumentException("%d x %d pixels need %d bytes, not %d"
                    .formatted(width, height, (long) width * height * CHANNELS, rgb.length));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + " x " + height + "]";
    }
}
