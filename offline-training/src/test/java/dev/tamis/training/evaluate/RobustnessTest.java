package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RobustnessTest {
    private static final int IMAGES = 40;
    private final AtomicInteger scored = new AtomicInteger();
    private final Robustness robustness = new Robustness(new MeanBrightness(), scored::addAndGet);

    @Test
    void goesThroughEveryDegradationAtEveryStrength() {
        List<DegradedPart> parts = robustness.underDegradations(painted());

        assertThat(parts).hasSize(Robustness.TRIALS).doesNotHaveDuplicates();
        assertThat(parts)
                .extracting(DegradedPart::degradation)
                .contains("jpeg", "blur", "noise", "rescale", "brightness", "contrast");
        assertThat(parts).allSatisfy(part -> assertThat(part.figures().images()).isEqualTo(IMAGES));
        assertThat(scored).hasValue(Robustness.TRIALS * IMAGES);
    }

    @Test
    void givesTheDetectorTheDegradedPixels() {
        // The painted images' mean is 0.6 of full scale: all are called FAKE until they are darker, whatever the blur.
        List<DegradedPart> parts = robustness.underDegradations(painted());

        assertThat(part(parts, "blur", 1.0).figures().recall()).hasValue(1);
        assertThat(part(parts, "brightness", 1.5).figures().recall()).hasValue(1);
        assertThat(part(parts, "brightness", 0.5).figures().recall()).hasValue(0);
    }

    @Test
    void repeatsItself() {
        assertThat(robustness.underDegradations(painted())).isEqualTo(robustness.underDegradations(painted()));
    }

    @Test
    void measuresEachFilterOnItsOwnPixels() {
        ImageSet bright = flat(200);
        ImageSet dark = flat(10);

        List<ResampledPart> parts =
                robustness.underFilters(Map.of(ResamplingFilter.BOX, bright, ResamplingFilter.LANCZOS, dark));

        assertThat(parts).extracting(ResampledPart::filter).containsExactlyInAnyOrder("BOX", "LANCZOS");
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.figures().accuracy())
                        .isEqualTo(part.filter().equals("BOX") ? 1 : 0));
    }

    private static DegradedPart part(List<DegradedPart> parts, String kind, double strength) {
        return parts.stream()
                .filter(part -> part.degradation().equals(kind) && part.strength() == strength)
                .findAny()
                .orElseThrow();
    }

    private static ImageSet painted() {
        Random random = new Random(2);
        List<RgbImage> pixels = IntStream.range(0, IMAGES)
                .mapToObj(i -> PaintedDataSet.image(label(i), random))
                .toList();
        return new ImageSet(images(IMAGES), pixels::get);
    }

    private static ImageSet flat(int value) {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) value);
        LabelledImage fake = new LabelledImage("FAKE/a.png", Label.FAKE, "", Map.of());
        return new ImageSet(List.of(fake), position -> new RgbImage(32, 32, rgb));
    }

    private static List<LabelledImage> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LabelledImage("a" + i, label(i), "", Map.of()))
                .toList();
    }

    private static Label label(int position) {
        return Label.values()[position % 2];
    }

    /** Takes bright images for generated ones. */
    private static final class MeanBrightness implements Detector {
        @Override
        public DetectorMetadata metadata() {
            return new DetectorMetadata(
                    "mean",
                    PreprocessSpec.CIFAKE,
                    Calibration.NONE,
                    new Thresholds(0.4, 0.6),
                    InputRange.ANY,
                    Map.of());
        }

        @Override
        public List<Detection> detect(List<RgbImage> images) {
            return images.stream()
                    .map(image -> IntStream.range(0, image.rgb().length)
                            .map(i -> image.rgb()[i] & 0xff)
                            .average()
                            .orElseThrow())
                    .map(mean -> new Detection(mean / 255, new Heatmap(1, 1, new float[1]), 0))
                    .toList();
        }

        @Override
        public void close() {}
    }
}
