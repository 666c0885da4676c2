package dev.tamis.benchmarks;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Images that a seed makes, without a file: from single colours by soft gradients to noise, so that scores differ. */
final class SeededImages {
    private SeededImages() {}

    /** So many images of a network's size; the first of them are the same whatever their number. */
    static List<RgbImage> of(PreprocessSpec spec, int count, long seed) {
        Preprocessor preprocessor = new Preprocessor(spec, DecodeLimits.DEFAULT);
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> preprocessor.resize(noise(1 + random.nextInt(spec.width()), random)))
                .toList();
    }

    private static RgbImage noise(int side, SplittableRandom random) {
        byte[] rgb = new byte[side * side * RgbImage.CHANNELS];
        random.nextBytes(rgb);
        return new RgbImage(side, side, rgb);
    }
}
