package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.degrade.Brightness;
import dev.tamis.training.degrade.Contrast;
import dev.tamis.training.degrade.Degradation;
import dev.tamis.training.degrade.GaussianBlur;
import dev.tamis.training.degrade.GaussianNoise;
import dev.tamis.training.degrade.JpegCompression;
import dev.tamis.training.degrade.Rescaling;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One degradation at one strength, applied to what the network sees.
 *
 * @param kind of degradation
 * @param strength quality, deviation or factor, as the degradation's own
 */
record RobustnessTrial(String kind, double strength, Degradation degradation) {
    private static final long SEED = 1;

    /** What every evaluation of robustness goes through. */
    static final List<RobustnessTrial> BATTERY = Stream.of(
                    trials("jpeg", quality -> new JpegCompression((int) quality), 90, 80, 70, 60, 50, 40, 30),
                    trials("blur", GaussianBlur::new, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0),
                    trials("noise", GaussianNoise::new, 0.02, 0.04, 0.06, 0.08, 0.10),
                    trials("rescale", RobustnessTrial::rescaling, 0.5, 0.75, 1.5, 2.0),
                    trials("brightness", Brightness::new, 0.5, 0.75, 1.25, 1.5),
                    trials("contrast", Contrast::new, 0.5, 0.75, 1.25, 1.5))
            .flatMap(List::stream)
            .toList();

    private static List<RobustnessTrial> trials(String kind, DoubleFunction<Degradation> make, double... strengths) {
        return DoubleStream.of(strengths)
                .mapToObj(strength -> new RobustnessTrial(kind, strength, make.apply(strength)))
                .toList();
    }

    private static Degradation rescaling(double factor) {
        return new Rescaling(factor, ResamplingFilter.BICUBIC, ResamplingFilter.BICUBIC);
    }

    /** The degraded images; chance depends on an image's position alone. */
    ImageSet of(ImageSet set) {
        return new ImageSet(
                set.images(),
                position -> degradation.apply(set.pixels().apply(position), new SplittableRandom(SEED + position)));
    }
}
