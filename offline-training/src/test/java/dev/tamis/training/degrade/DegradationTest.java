package dev.tamis.training.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DegradationTest {
    private static final RgbImage NOISY = PaintedDataSet.image(Label.REAL, new Random(3));

    static List<Degradation> all() {
        return List.of(
                new JpegCompression(40),
                new GaussianBlur(0.6),
                new Sharpening(0.8, 1.2),
                new GaussianNoise(0.1),
                new Brightness(0.7),
                new Contrast(1.3),
                new Rescaling(0.5, ResamplingFilter.BOX, ResamplingFilter.BICUBIC),
                new Rescaling(2.2, ResamplingFilter.BICUBIC, ResamplingFilter.PLAIN_BILINEAR));
    }

    @ParameterizedTest
    @MethodSource("all")
    void changesAnImageOfAnyShapeTheSameWayForTheSameState(Degradation degradation) {
        for (RgbImage image : List.of(NOISY, grey(5, 3, 100), grey(1, 1, 100), grey(7, 90, 100))) {
            byte[] before = image.rgb().clone();

            RgbImage changed = degradation.apply(image, new SplittableRandom(9));

            assertThat(changed.width()).isEqualTo(image.width());
            assertThat(changed.height()).isEqualTo(image.height());
            assertThat(degradation.apply(image, new SplittableRandom(9))).isEqualTo(changed);
            assertThat(image.rgb()).isEqualTo(before);
        }
        assertThat(degradation.apply(NOISY, new SplittableRandom(9))).isNotEqualTo(NOISY);
    }

    @Test
    void compressesWithLessLossAtAHigherQuality() {
        assertThat(distance(NOISY, degraded(NOISY, new JpegCompression(95))))
                .isLessThan(distance(NOISY, degraded(NOISY, new JpegCompression(30))));
    }

    @Test
    void blursAPointIntoTheGaussian() {
        byte[] rgb = new byte[3 * 21 * 21];
        Arrays.fill(rgb, 3 * (21 * 10 + 10), 3 * (21 * 10 + 11), (byte) 255);

        RgbImage blurred = degraded(new RgbImage(21, 21, rgb), new GaussianBlur(1));

        // 255 / (2 pi) exp(-d^2 / 2), up to the sampling of the density
        assertThat(value(blurred, 10, 10)).isCloseTo(41, within(1));
        assertThat(value(blurred, 11, 10)).isCloseTo(25, within(1));
        assertThat(value(blurred, 10, 12)).isCloseTo(5, within(1));
        assertThat(value(blurred, 12, 11)).isEqualTo(value(blurred, 9, 8));
    }

    @Test
    void blursNothingIntoTheBorder() {
        assertThat(degraded(grey(6, 4, 90), new GaussianBlur(3))).isEqualTo(grey(6, 4, 90));
    }

    @Test
    void sharpensByWhatABlurTakesAway() {
        byte[] rgb = new byte[3 * 21 * 21];
        Arrays.fill(rgb, (byte) 100);
        Arrays.fill(rgb, 3 * (21 * 10 + 10), 3 * (21 * 10 + 11), (byte) 150);

        RgbImage sharpened = degraded(new RgbImage(21, 21, rgb), new Sharpening(1, 1));

        // blurred, the point keeps 50 / (2 pi) = 8 and gives 50 exp(-1/2) / (2 pi) = 5 to its neighbours
        assertThat(value(sharpened, 10, 10)).isCloseTo(150 + 42, within(1));
        assertThat(value(sharpened, 11, 10)).isCloseTo(100 - 5, within(1));
        assertThat(value(sharpened, 0, 0)).isEqualTo(100);
        assertThat(degraded(NOISY, new Sharpening(1, 0))).isEqualTo(NOISY);
    }

    @Test
    void sharpensAsLanczosDoes() {
        RgbImage scene = overlappingRectangles(512);
        RgbImage lanczos = Resampler.resize(scene, 32, 32, ResamplingFilter.LANCZOS);
        RgbImage bilinear = Resampler.resize(scene, 32, 32, ResamplingFilter.BILINEAR);

        double unsharpened = distance(bilinear, lanczos);
        assertThat(distance(degraded(bilinear, Sharpening.OF_LANCZOS), lanczos)).isLessThan(unsharpened / 2);
    }

    @Test
    void addsNoiseOfItsDeviationAndNoBias() {
        RgbImage noise = degraded(grey(200, 200, 128), new GaussianNoise(0.1));

        double mean = values(noise).average().orElseThrow();
        double variance = values(noise)
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(128, within(0.5));
        assertThat(Math.sqrt(variance)).isCloseTo(25.5, within(0.5));
        assertThat(value(noise, 0, 0)).isNotEqualTo(noise.rgb()[1] & 0xff);
    }

    @Test
    void multipliesBrightnessAndCutsWhatIsTooMuch() {
        assertThat(degraded(grey(2, 2, 100), new Brightness(1.5))).isEqualTo(grey(2, 2, 150));
        assertThat(degraded(grey(2, 2, 200), new Brightness(1.5))).isEqualTo(grey(2, 2, 255));
        assertThat(degraded(NOISY, new Brightness(1))).isEqualTo(NOISY);
    }

    @Test
    void stretchesContrastAroundTheMeanLuma() {
        byte[] green = {0, 100, 0, 0, (byte) 200, 0};

        // mean luma 0.587 * 150 = 88
        assertThat(degraded(new RgbImage(2, 1, green), new Contrast(0.5)).rgb())
                .containsExactly(44, 94, 44, 44, (byte) 144, 44);
        assertThat(degraded(NOISY, new Contrast(1))).isEqualTo(NOISY);
    }

    @Test
    void keepsMoreDetailOnTheWayThroughALargerSizeThanThroughASmaller() {
        Rescaling larger = new Rescaling(2, ResamplingFilter.LANCZOS, ResamplingFilter.LANCZOS);
        Rescaling smaller = new Rescaling(0.5, ResamplingFilter.LANCZOS, ResamplingFilter.LANCZOS);

        assertThat(distance(NOISY, degraded(NOISY, larger))).isLessThan(distance(NOISY, degraded(NOISY, smaller)) / 2);
    }

    @Test
    void refusesStrengthsThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JpegCompression(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new GaussianBlur(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new GaussianNoise(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sharpening(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Brightness(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Contrast(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rescaling(-1, ResamplingFilter.BOX, ResamplingFilter.BOX));
    }

    private static RgbImage degraded(RgbImage image, Degradation degradation) {
        return degradation.apply(image, new SplittableRandom(1));
    }

    private static RgbImage grey(int width, int height, int value) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(width, height, rgb);
    }

    private static int value(RgbImage image, int x, int y) {
        return image.rgb()[3 * (y * image.width() + x)] & 0xff;
    }

    private static IntStream values(RgbImage image) {
        return IntStream.range(0, image.rgb().length).map(i -> image.rgb()[i] & 0xff);
    }

    /** Edges of every contrast and size, as in photographs of things that cover each other. */
    private static RgbImage overlappingRectangles(int side) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < 400; i++) {
            int x = random.nextInt(side);
            int y = random.nextInt(side);
            int width = Math.min(side - x, side / random.nextInt(2, 32));
            int height = Math.min(side - y, side / random.nextInt(2, 32));
            byte value = (byte) random.nextInt(256);
            for (int row = y; row < y + height; row++) {
                Arrays.fill(rgb, 3 * (row * side + x), 3 * (row * side + x + width), value);
            }
        }
        return new RgbImage(side, side, rgb);
    }

    private static double distance(RgbImage one, RgbImage other) {
        return IntStream.range(0, one.rgb().length)
                .map(i -> Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff)))
                .average()
                .orElseThrow();
    }
}
