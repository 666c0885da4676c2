package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.RgbImage;
import org.junit.jupiter.api.Test;

class HorizontalFlipTest {
    @Test
    void mirrorsRowsAndKeepsColours() {
        RgbImage image = new RgbImage(2, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

        assertThat(HorizontalFlip.of(image))
                .isEqualTo(new RgbImage(2, 2, new byte[] {4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9}));
    }
}
