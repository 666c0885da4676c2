package dev.tamis.training.train;

import dev.tamis.vision.image.RgbImage;

/** Moves an image by whole pixels; what comes in at the edges is the mirror image of what is there. */
final class Shift {
    private Shift() {}

    /**
     * @param right columns to move by; less than the width
     * @param down rows to move by; less than the height
     */
    static RgbImage of(RgbImage image, int right, int down) {
        int width = image.width();
        int height = image.height();
        byte[] source = image.rgb();
        byte[] moved = new byte[source.length];
        for (int y = 0; y < height; y++) {
            int row = mirrored(y - down, height) * width;
            for (int x = 0; x < width; x++) {
                int from = (row + mirrored(x - right, width)) * RgbImage.CHANNELS;
                System.arraycopy(source, from, moved, (y * width + x) * RgbImage.CHANNELS, RgbImage.CHANNELS);
            }
        }
        return new RgbImage(width, height, moved);
    }

    /** The edge itself is not repeated. */
    private static int mirrored(int position, int size) {
        int positive = Math.abs(position);
        return positive < size ? positive : 2 * size - 2 - positive;
    }
}
