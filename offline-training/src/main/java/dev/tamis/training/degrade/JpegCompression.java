package dev.tamis.training.degrade;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import java.util.random.RandomGenerator;

/**
 * Writes an image as a JPEG file and reads it back, with colour at half the resolution (4:2:0).
 *
 * @param quality 1 to 100, as the Independent JPEG Group scales its tables
 */
public record JpegCompression(int quality) implements Degradation {
    private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULT);
    private static final int UNREDUCED = Integer.MAX_VALUE;

    public JpegCompression {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("a JPEG's quality is from 1 to 100: " + quality);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        try {
            return DECODER.decode(JpegEncoder.encode(image, quality), UNREDUCED).pixels();
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException("too large to be read back: " + image, e);
        }
    }
}
