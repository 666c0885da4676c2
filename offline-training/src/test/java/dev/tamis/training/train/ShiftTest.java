package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.RgbImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {
    /** One row of pixels 1 2 3 4; what comes in mirrors what is there, without the edge itself. */
    @ParameterizedTest
    @CsvSource({"0, 1234", "1, 2123", "2, 3212", "-1, 2343", "-2, 3432"})
    void mirrorsWhatComesIn(int right, String expected) {
        assertThat(Shift.of(row("1234"), right, 0)).isEqualTo(row(expected));
        assertThat(Shift.of(column("1234"), 0, right)).isEqualTo(column(expected));
    }

    private static RgbImage row(String values) {
        return new RgbImage(values.length(), 1, pixels(values));
    }

    private static RgbImage column(String values) {
        return new RgbImage(1, values.length(), pixels(values));
    }

    private static byte[] pixels(String values) {
        byte[] rgb = new byte[values.length() * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (values.charAt(i / RgbImage.CHANNELS) + i % RgbImage.CHANNELS);
        }
        return rgb;
    }
}
