package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Multiplies every value.
 *
 * @param factor 0 makes an image black, 1 leaves it as it is; what exceeds 255 is cut
 */
public record Brightness(double factor) implements Degradation {
    public Brightness {
        if (!(factor >= 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a brightness is neither negative nor infinite: " + factor);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return EightBits.map(image, value -> value * factor);
    }
}
