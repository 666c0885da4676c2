package dev.tamis.vision.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);

    @ParameterizedTest
    @CsvSource({"32, 32", "7, 5", "13, 30", "40, 11", "55, 55", "50, 47", "1, 1"})
    void resamplesAsPillowDoes(int width, int height) {
        RgbImage expected = Samples.pixels("resampled-%dx%d".formatted(width, height), width, height);

        assertThat(Resampler.resize(PAINTED, width, height)).isEqualTo(expected);
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

            assertThat(Resampler.resize(flat, 32, 32).rgb()).containsOnly(255);
        }
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
