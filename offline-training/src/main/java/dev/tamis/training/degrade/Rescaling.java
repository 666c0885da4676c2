package dev.tamis.training.degrade;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.random.RandomGenerator;

/**
 * Brings an image to another size and back: the resampling history of a picture that was made, edited or stored at another
 * size. A factor above 1 takes it through a larger size, where the filter back is the one whose traces stay; a factor below 1
 * takes detail away.
 *
 * @param factor of width and height, positive; the other size is rounded to whole pixels
 * @param away filter to the other size
 * @param back filter to the first
 */
public record Rescaling(double factor, ResamplingFilter away, ResamplingFilter back) implements Degradation {
    public Rescaling {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a factor of size is positive and finite: " + factor);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        int width = Math.max(1, Math.toIntExact(Math.round(image.width() * factor)));
        int height = Math.max(1, Math.toIntExact(Math.round(image.height() * factor)));
        RgbImage other = Resampler.resize(image, width, height, away);
        return Resampler.resize(other, image.width(), image.height(), back);
    }
}
