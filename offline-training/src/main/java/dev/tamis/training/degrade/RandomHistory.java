package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.random.RandomGenerator;

/**
 * What an upload may have gone through, drawn at random: another size and back, blur, noise, and JPEG last, each or none of
 * them. One image in four stays as it is. The ranges go a little beyond those of the robustness battery.
 */
public final class RandomHistory implements Degradation {
    private static final double UNTOUCHED = 0.25;
    private static final double RESCALED = 0.4;
    private static final double BLURRED = 0.3;
    private static final double NOISY = 0.3;
    private static final double COMPRESSED = 0.4;

    private static final double SMALLEST_FACTOR = 0.6;
    private static final double LARGEST_FACTOR = 4;
    private static final double WEAKEST_BLUR = 0.2;
    private static final double STRONGEST_BLUR = 0.9;
    private static final double WEAKEST_NOISE = 0.005;
    private static final double STRONGEST_NOISE = 0.12;
    private static final int WORST_QUALITY = 30;
    private static final int BEST_QUALITY = 96;

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        if (random.nextDouble() < UNTOUCHED) {
            return image;
        }
        RgbImage changed = image;
        if (random.nextDouble() < RESCALED) {
            changed = rescaling(random).apply(changed, random);
        }
        if (random.nextDouble() < BLURRED) {
            changed = new GaussianBlur(random.nextDouble(WEAKEST_BLUR, STRONGEST_BLUR)).apply(changed, random);
        }
        if (random.nextDouble() < NOISY) {
            changed = new GaussianNoise(random.nextDouble(WEAKEST_NOISE, STRONGEST_NOISE)).apply(changed, random);
        }
        if (random.nextDouble() < COMPRESSED) {
            changed = new JpegCompression(random.nextInt(WORST_QUALITY, BEST_QUALITY)).apply(changed, random);
        }
        return changed;
    }

    /** As often to a smaller as to a larger size, evenly on a logarithmic scale within each. */
    private static Degradation rescaling(RandomGenerator random) {
        double limit = random.nextBoolean() ? SMALLEST_FACTOR : LARGEST_FACTOR;
        return new Rescaling(Math.pow(limit, random.nextDouble()), filter(random), filter(random));
    }

    private static ResamplingFilter filter(RandomGenerator random) {
        ResamplingFilter[] filters = ResamplingFilter.values();
        return filters[random.nextInt(filters.length)];
    }
}
