package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class GalleryTest {
    private final List<ExplainedImage> images =
            CornerNetwork.create().explain(CornerNetwork.images(4, 1), List.of(CornerNetwork.TRUE_MAPS), done -> {});

    @Test
    void framesWrongAnswersInRed() {
        assertThat(images.get(3).isRight()).isFalse();
        assertThat(colour(new Gallery(1).strip(images.get(3)), 0, 0)).isEqualTo(0xd11a1a);
        assertThat(colour(new Gallery(1).strip(images.get(0)), 0, 0)).isEqualTo(0xe3e6eb);
    }

    @Test
    void laysTheMapOverTheImageWhereItIsStrong() {
        RgbImage strip = new Gallery(1).strip(images.get(0));

        assertThat(colour(strip, 104 + 8, 4 + 8)).isNotEqualTo(colour(strip, 4 + 8, 4 + 8)); // the corner
        assertThat(colour(strip, 104 + 80, 4 + 80)).isEqualTo(colour(strip, 4 + 80, 4 + 80));
    }

    @Test
    void holdsOneColumnForEachClass() {
        RgbImage sheet = new Gallery(1).sheet(images);

        assertThat(sheet.width())
                .isGreaterThan(2 * new Gallery(1).strip(images.get(0)).width());
        assertThat(colour(sheet, 4, 4)).isEqualTo(0xd11a1a); // the only FAKE image, called REAL
        assertThat(colour(sheet, sheet.width() - 8, 4)).isEqualTo(0xe3e6eb);
    }

    private static int colour(RgbImage image, int x, int y) {
        int at = RgbImage.CHANNELS * (y * image.width() + x);
        return (image.rgb()[at] & 0xff) << 16 | (image.rgb()[at + 1] & 0xff) << 8 | image.rgb()[at + 2] & 0xff;
    }
}
