package dev.tamis.training.train;

import dev.tamis.training.degrade.Degradation;
import dev.tamis.training.degrade.RandomHistory;
import dev.tamis.training.network.Recipe.Augmentation;
import dev.tamis.vision.image.RgbImage;
import java.util.SplittableRandom;

/**
 * Varies training images. How an image is varied follows from the seed and its position alone, not from the order or the
 * thread in which images are loaded.
 *
 * @param augmentation what is varied
 * @param seed of one epoch
 */
record Augmenter(Augmentation augmentation, long seed) {
    private static final int MAX_SHIFT = 2;

    private static final Degradation HISTORY = new RandomHistory();

    /** Leaves images as they are. */
    static final Augmenter NONE = new Augmenter(Augmentation.NONE, 0);

    /** @param row the image's position in its pack */
    RgbImage apply(RgbImage image, int row) {
        if (augmentation == Augmentation.NONE) {
            return image;
        }
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + row);
        RgbImage varied = random.nextBoolean() ? HorizontalFlip.of(image) : image;
        if (augmentation.compareTo(Augmentation.SHIFT) >= 0) {
            varied = Shift.of(varied, shift(random), shift(random));
        }
        return augmentation == Augmentation.HISTORY ? HISTORY.apply(varied, random) : varied;
    }

    private static int shift(SplittableRandom random) {
        return random.nextInt(2 * MAX_SHIFT + 1) - MAX_SHIFT;
    }
}
