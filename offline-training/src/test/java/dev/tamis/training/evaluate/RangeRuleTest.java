package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.training.degrade.GaussianBlur;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.quality.FineDetail;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangeRuleTest {
    /** Noise, the generated images blurred less and less, the photographs more than all of them. */
    private final List<RgbImage> pixels = IntStream.range(0, 40)
            .mapToObj(i -> new GaussianBlur(i % 2 == 0 ? 1 - i / 50.0 : 2).apply(noise(i), new SplittableRandom(i)))
            .toList();

    private final ImageSet images = new ImageSet(
            IntStream.range(0, 40)
                    .mapToObj(i -> new LabelledImage(
                            "image " + i, i % 2 == 0 ? Label.FAKE : Label.REAL, "%064x".formatted(i), Map.of()))
                    .toList(),
            pixels::get);

    @Test
    void leavesOutTheShareOfTheClassThatReachesFurther() {
        assertThat(outside(new RangeRule(0).choose(images))).isZero();
        assertThat(outside(new RangeRule(0.05).choose(images))).isEqualTo(1);
        assertThat(outside(new RangeRule(0.25).choose(images))).isEqualTo(5);
    }

    @Test
    void needsBothClasses() {
        ImageSet one = new ImageSet(images.images().subList(0, 1), images.pixels());

        assertThatIllegalArgumentException().isThrownBy(() -> RangeRule.SHIPPED.choose(one));
        assertThatIllegalArgumentException().isThrownBy(() -> new RangeRule(1));
    }

    private long outside(InputRange range) {
        return pixels.stream()
                .filter(image -> !range.contains(FineDetail.of(image)))
                .count();
    }

    private static RgbImage noise(int seed) {
        byte[] rgb = new byte[3 * 32 * 32];
        new Random(seed).nextBytes(rgb);
        return new RgbImage(32, 32, rgb);
    }
}
