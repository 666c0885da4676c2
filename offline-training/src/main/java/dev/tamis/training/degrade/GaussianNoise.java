package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * Adds to each value of each channel its own Gaussian noise, rounded and held to 8 bits.
 *
 * @param sigma standard deviation as a share of full scale: 0.1 is 25.5 of 255
 */
public record GaussianNoise(double sigma) implements Degradation {
    public GaussianNoise {
        if (!(sigma > 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("a noise's deviation is positive and finite: " + sigma);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        byte[] noisy = new byte[image.rgb().length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = EightBits.of((image.rgb()[i] & 0xff) + 255 * sigma * random.nextGaussian());
        }
        return new RgbImage(image.width(), image.height(), noisy);
    }
}
