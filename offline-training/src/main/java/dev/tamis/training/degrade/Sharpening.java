package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Adds to each value its difference from a blurred image (an unsharp mask): what cameras, editors and filters of resampling with
 * negative weights do to edges.
 *
 * @param sigma standard deviation of the blur in pixels, positive
 * @param amount of the difference; 0 leaves the image as it is, and what leaves 0 to 255 is cut
 */
public record Sharpening(double sigma, double amount) implements Degradation {
    /**
     * About what {@link dev.tamis.vision.preprocess.ResamplingFilter#LANCZOS} makes of larger images beside the product's own
     * filter: less than half of the difference is left.
     */
    public static final Sharpening OF_LANCZOS = new Sharpening(0.5, 1.4);

    public Sharpening {
        if (!(sigma > 0 && Double.isFinite(sigma) && amount >= 0 && Double.isFinite(amount))) {
            throw new IllegalArgumentException(
                    "a positive deviation and an amount not below zero expected: " + sigma + ", " + amount);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        byte[] values = image.rgb();
        byte[] blurred = new GaussianBlur(sigma).apply(image, random).rgb();
        byte[] sharpened = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 0xff;
            sharpened[i] = EightBits.of(value + amount * (value - (blurred[i] & 0xff)));
        }
        return new RgbImage(image.width(), image.height(), sharpened);
    }
}
