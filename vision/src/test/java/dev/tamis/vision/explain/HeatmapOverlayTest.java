package dev.tamis.vision.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeatmapOverlayTest {
    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);

    @Test
    void showsTheImageAloneWhereTheMapIsNothing() {
        HeatmapOverlay overlay = new HeatmapOverlay(80);

        assertThat(overlay.overlay(PAINTED, map(0))).isEqualTo(overlay.plain(PAINTED));
    }

    @Test
    void reddensTheStrongestPlaceAndNotTheOpposite() {
        float[] values = new float[16];
        values[0] = 1;
        HeatmapOverlay overlay = new HeatmapOverlay(64);
        RgbImage grey = new RgbImage(1, 1, new byte[] {100, 100, 100});

        byte[] rgb = overlay.overlay(grey, new Heatmap(4, 4, values)).rgb();

        assertThat(rgb[0] & 0xff).isGreaterThan((rgb[1] & 0xff) + 30).isGreaterThan((rgb[2] & 0xff) + 30);
        assertThat(Arrays.copyOfRange(rgb, rgb.length - 3, rgb.length)).containsOnly(100);
    }

    @Test
    void bringsTheLongerSideToItsSize() {
        assertThat(new HeatmapOverlay(256).plain(PAINTED)).hasToString("RgbImage[256 x 192]");
        assertThat(new HeatmapOverlay(10).overlay(PAINTED, map(1))).hasToString("RgbImage[10 x 8]");
    }

    @Test
    void keepsAtLeastOnePixelOfALongImage() {
        assertThat(new HeatmapOverlay(10).plain(new RgbImage(1000, 1, new byte[3000])))
                .hasToString("RgbImage[10 x 1]");
    }

    @Test
    void refusesASizeBelowOnePixel() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatmapOverlay(0));
    }

    @Test
    void writesAPngThatDecodesToTheSamePixels() throws Exception {
        byte[] file = PngEncoder.encode(PAINTED);

        assertThat(new ImageDecoder(DecodeLimits.DEFAULT)
                        .decode(file, Integer.MAX_VALUE)
                        .pixels())
                .isEqualTo(PAINTED);
    }

    @Test
    void keepsAMapThroughItsBytes() {
        Heatmap map = new Heatmap(2, 1, new float[] {0.2f, 1});

        assertThat(Heatmap.ofBytes(2, 1, map.toBytes())).isEqualTo(map);
    }

    private static Heatmap map(float value) {
        float[] values = new float[64];
        Arrays.fill(values, value);
        return new Heatmap(8, 8, values);
    }
}
