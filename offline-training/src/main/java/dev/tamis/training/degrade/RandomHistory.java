package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an upload may have gone through, drawn at random: another size and back, a blur or a sharpening, other light, noise, and
 * JPEG last, each or none of them. One image in four stays as it is. The ranges go a little beyond those of the robustness
 * battery.
 */
public final class RandomHistory implements Degradation {
    private static final double UNTOUCHED = 0.25;
    private static final double RESCALED = 0.4;
    private static final double BLURRED = 0.25;
    private static final double SHARPENED = 0.25;
    private static final double RELIT = 0.25;
    private static final double NOISY = 0.3;
    private static final double COMPRESSED = 0.4;

    private static final double SMALLEST_FACTOR = 0.6;
    private static final double LARGEST_FACTOR = 4;
    private static final double WEAKEST_BLUR = 0.2;
    private static final double STRONGEST_BLUR = 0.9;
    private static final double STRONGEST_SHARPENING = 1.5;
    private static final double DARKEST = 0.6;
    private static final double BRIGHTEST = 1.5;
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
        for (Degradation step : steps(random)) {
            changed = step.apply(changed, random);
        }
        return changed;
    }

    private static List<Degradation> steps(RandomGenerator random) {
        List<Degradation> steps = new ArrayList<>();
        if (random.nextDouble() < RESCALED) {
            steps.add(rescaling(random));
        }
        double edges = random.nextDouble();
        if (edges < BLURRED) {
            steps.add(new GaussianBlur(random.nextDouble(WEAKEST_BLUR, STRONGEST_BLUR)));
        } else if (edges < BLURRED + SHARPENED) {
            steps.add(new Sharpening(
                    random.nextDouble(WEAKEST_BLUR, STRONGEST_BLUR), random.nextDouble(STRONGEST_SHARPENING)));
        }
        if (random.nextDouble() < RELIT) {
            steps.add(new Brightness(random.nextDouble(DARKEST, BRIGHTEST)));
            steps.add(new Contrast(random.nextDouble(DARKEST, BRIGHTEST)));
        }
        if (random.nextDouble() < NOISY) {
            steps.add(new GaussianNoise(random.nextDouble(WEAKEST_NOISE, STRONGEST_NOISE)));
        }
        if (random.nextDouble() < COMPRESSED) {
            steps.add(new JpegCompression(random.nextInt(WORST_QUALITY, BEST_QUALITY)));
        }
        return steps;
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
