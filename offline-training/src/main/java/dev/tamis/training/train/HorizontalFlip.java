package dev.tamis.training.train;

import dev.tamis.vision.image.RgbImage;

/** Mirrors an image left to right: the one augmentation that changes nothing of how the image was made. */
final class HorizontalFlip {
    private HorizontalFlip() {}

    static RgbImage of(RgbImage image) {
        byte[] source = image.rgb();
        byte[] mirrored = new byte[source.length];
        int rowBytes = image.width() * RgbImage.CHANNELS;
        for (int row = 0; row < source.length; row += rowBytes) {
            for (int x = 0; x < rowBytes; x += RgbImage.CHANNELS) {
                System.arraycopy(source, row + x, mirrored, row + rowBytes - RgbImage.CHANNELS - x, RgbImage.CHANNELS);
            }
        }
        return new RgbImage(image.width(), image.height(), mirrored);
    }
}
