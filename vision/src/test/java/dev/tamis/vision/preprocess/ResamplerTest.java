package dev.tamis.vision.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ResamplerTest {
    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);

    @ParameterizedTest
    @CsvSource({"32, 32", "7, 5", "13, 30", "40, 11", "55, 55", "50, 47", "1, 1"})
    void resamplesAsPillowDoes(int width, int height) {
        RgbImage expected = Samples.pixels("resampled-%dx%d".formatted(width, height), width, height);

        assertThat(Resampler.resize(PAINTED, width, height)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN_BILINEAR") // Pillow has no such filter
    void resamplesByEachFilterAsPillowDoes(ResamplingFilter filter) {
        String name = filter == ResamplingFilter.BILINEAR ? "" : filter.name().toLowerCase(Locale.ROOT) + "-";
        RgbImage reduced = Samples.pixels("resampled-" + name + "7x5", 7, 5);

        assertThat(Resampler.resize(PAINTED, 7, 5, filter)).isEqualTo(reduced);
        if (filter != ResamplingFilter.BILINEAR) {
            RgbImage mixed = Samples.pixels("resampled-" + name + "23x40", 23, 40);
            assertThat(Resampler.resize(PAINTED, 23, 40, filter)).isEqualTo(mixed);
        }
    }

    @Test
    void readsPlainlyBetweenTheFourNearestPixelsAlone() {
        byte[] line = new byte[3 * 16];
        Arrays.fill(line, 3 * 5, 3 * 6, (byte) 200);
        RgbImage dotOnALine = new RgbImage(16, 1, line);

        // Of 16 pixels to 2, the new ones lie between the third and fourth of each half: 3, 4 and 11, 12.
        assertThat(Resampler.resize(dotOnALine, 2, 1, ResamplingFilter.PLAIN_BILINEAR)
                        .rgb())
                .containsOnly(0);
        assertThat(Resampler.resize(dotOnALine, 2, 1, ResamplingFilter.BOX).rgb())
                .containsExactly(25, 25, 25, 0, 0, 0);
        // To 5, the second lies at 4.3 of the old ones: 0.7 of pixel 4 and 0.3 of pixel 5.
        assertThat(Resampler.resize(dotOnALine, 5, 1, ResamplingFilter.PLAIN_BILINEAR)
                        .rgb())
                .containsExactly(0, 0, 0, 60, 60, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void returnsAnImageOfTheSizeAsItIs() {
        assertThat(Resampler.resize(PAINTED, Samples.WIDTH, Samples.HEIGHT)).isSameAs(PAINTED);
    }

    @Test
    void enlargesOnePixelToOneColour() {
        RgbImage dot = new RgbImage(1, 1, new byte[] {12, (byte) 200, 99});

        RgbImage enlarged = Resampler.resize(dot, 32, 32);

        for (int i = 0; i < enlarged.rgb().length; i++) {
            assertThat(enlarged.rgb()[i]).isEqualTo(dot.rgb()[i % 3]);
        }
    }

    @Test
    void keepsTheBrightnessOfAFlatImageAtAnyReduction() {
        for (int side = 33; side < 700; side += 37) {
            RgbImage flat = new RgbImage(side, side, filled(3 * side * side, (byte) 255));
            for (ResamplingFilter filter : ResamplingFilter.values()) {
                assertThat(Resampler.resize(flat, 32, 32, filter).rgb())
                        .as("%s of %d", filter, side)
                        .containsOnly(255);
            }
        }
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
