package dev.tamis.vision.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class FineDetailTest {
    @Test
    void knowsTheDetailOfStripes() {
        // one pixel wide: differences of 127.5 and 0 at every pixel; two wide: of 31.875 and 127.5
        assertThat(FineDetail.of(image(32, (x, y) -> 255 * (x % 2)))).isGreaterThan(6);
        assertThat(FineDetail.of(image(32, (x, y) -> 255 * (x / 2 % 2)))).isCloseTo(Math.log10(1.0 / 16), within(1e-3));
    }

    @Test
    void saysNothingOfWhatIsFlatOrTooSmall() {
        assertThat(FineDetail.of(image(32, (x, y) -> 90))).isEqualTo(FineDetail.NOTHING);
        assertThat(FineDetail.of(image(4, (x, y) -> 255 * (x % 2)))).isEqualTo(FineDetail.NOTHING);
    }

    @Test
    void risesWhereAnImageWasReducedWithoutAntialiasing() {
        RgbImage large = paintedPhotograph(new Random(2));

        double antialiased = FineDetail.of(Resampler.resize(large, 32, 32, ResamplingFilter.BILINEAR));
        double box = FineDetail.of(Resampler.resize(large, 32, 32, ResamplingFilter.BOX));
        double aliased = FineDetail.of(Resampler.resize(large, 32, 32, ResamplingFilter.NEAREST));

        assertThat(antialiased).isLessThan(box);
        assertThat(box).isLessThan(aliased);
    }

    @Test
    void isTheSameWhereverAnImageIsTurned() {
        Random random = new Random(3);
        int[] noise = random.ints(32 * 32, 0, 256).toArray();

        double upright = FineDetail.of(image(32, (x, y) -> noise[32 * y + x]));
        double turned = FineDetail.of(image(32, (x, y) -> noise[32 * x + y]));

        assertThat(turned).isCloseTo(upright, within(1e-3));
    }

    /** Discs of many sizes, smaller ones more often: edges at every scale. */
    private static RgbImage paintedPhotograph(Random random) {
        int[] values = new int[512 * 512];
        for (int disc = 0; disc < 4000; disc++) {
            int radius = (int) (2 / Math.sqrt(random.nextDouble() + 1e-4));
            int cx = random.nextInt(512);
            int cy = random.nextInt(512);
            int value = random.nextInt(256);
            for (int y = Math.max(0, cy - radius); y < Math.min(512, cy + radius); y++) {
                for (int x = Math.max(0, cx - radius); x < Math.min(512, cx + radius); x++) {
                    if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius) {
                        values[512 * y + x] = value;
                    }
                }
            }
        }
        return image(512, (x, y) -> values[512 * y + x]);
    }

    private static RgbImage image(int side, IntBinaryOperator grey) {
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) grey.applyAsInt(i / 3 % side, i / 3 / side);
        }
        return new RgbImage(side, side, rgb);
    }
}
