package dev.tamis.training.degrade;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Multiplies the distance of every value from the image's mean luma, as Pillow's {@code ImageEnhance.Contrast} does.
 *
 * @param factor 0 makes an image grey, 1 leaves it as it is; what leaves 0 to 255 is cut
 */
public record Contrast(double factor) implements Degradation {
    /** ITU-R BT.601. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    public Contrast {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a contrast is neither negative nor infinite: " + factor);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        double grey = Math.rint(meanLuma(image));
        return EightBits.map(image, value -> grey + factor * (value - grey));
    }

    private static double meanLuma(RgbImage image) {
        long[] sums = new long[CHANNELS];
        for (int i = 0; i < image.rgb().length; i += CHANNELS) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                sums[channel] += image.rgb()[i + channel] & 0xff;
            }
        }
        double sum = LUMA[0] * sums[0] + LUMA[1] * sums[1] + LUMA[2] * sums[2];
        return sum * CHANNELS / image.rgb().length;
    }
}
