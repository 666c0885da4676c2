package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A change that an image undergoes before a detector sees it; its size stays. Training applies such changes so that a network
 * does not rely on what they destroy, evaluation to see how much it does. Immutable; threads may share one, each with a
 * generator of its own.
 */
@FunctionalInterface
public interface Degradation {
    /**
     * Changes an image.
     *
     * @param image left as it is
     * @param random decides all that is left to chance: the same state gives the same pixels
     * @return of the same size
     */
    RgbImage apply(RgbImage image, RandomGenerator random);
}
