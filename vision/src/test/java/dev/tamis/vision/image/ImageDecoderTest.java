package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecoderTest {
    private static final int FULL_SIZE = Integer.MAX_VALUE;

    private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        // file, reference, largest difference of a value
        "baseline.jpg, baseline.jpg, 0",
        "progressive.jpg, progressive.jpg, 0",
        "restart.jpg, restart.jpg, 0",
        "fullchroma.jpg, fullchroma.jpg, 0",
        "grey.jpg, grey.jpg, 0",
        "rgb.jpg, rgb.jpg, 0",
        "cmyk.jpg, cmyk.jpg, 1",
        "ycck.jpg, ycck.jpg, 1",
        "profile.jpg, fullchroma.jpg, 0",
        "rgb.png, painted, 0",
        "interlaced.png, painted, 0",
        "profile.png, painted, 0",
        "rgba.png, rgba.png, 1",
        "grey.png, grey.png, 0",
        "grey-alpha.png, grey-alpha.png, 1",
        "palette.png, palette.png, 0",
        "palette-transparent.png, palette-transparent.png, 1",
        "bilevel.png, bilevel.png, 0",
        "colour-key.png, colour-key.png, 0",
        "grey-key.png, grey-key.png, 0",
        "rgb16.png, painted, 0",
        "grey16.png, grey.png, 0",
        "rgba16.png, rgba.png, 1",
        "grey-alpha16.png, grey-alpha.png, 1",
        "still.gif, still.gif, 0",
        "interlaced.gif, still.gif, 0",
        "transparent.gif, transparent.gif, 0",
        "rgb.bmp, painted, 0",
        "top-down.bmp, painted, 0",
        "palette.bmp, palette.bmp, 0",
        "bilevel.bmp, bilevel.bmp, 0",
        "rle.bmp, palette.bmp, 0",
        "rgb565.bmp, rgb565.bmp, 1",
        "rgba.bmp, rgba.png, 1",
        "lossless.webp, painted, 0",
        "profile.webp, painted, 0",
        "lossy.webp, lossy.webp, 0",
        "lossy-alpha.webp, lossy-alpha.webp, 1",
        "lossless-alpha.webp, lossless-alpha.webp, 1",
    })
    void decodesAsOtherToolsDo(String file, String reference, int tolerance) throws Exception {
        DecodedImage decoded = decoder.decode(Samples.file(file), FULL_SIZE);

        assertLike(decoded.pixels(), Samples.pixels(reference, Samples.WIDTH, Samples.HEIGHT), tolerance);
    }

    @Test
    void laysAGifFrameOnItsScreen() throws Exception {
        DecodedImage decoded = decoder.decode(Samples.file("offset.gif"), FULL_SIZE);

        assertThat(decoded.pixels()).isEqualTo(Samples.pixels("offset.gif", 60, 50));
    }

    @Test
    void laysTheFirstFrameOfAnAnimatedWebpOnItsCanvas() throws Exception {
        DecodedImage decoded = decoder.decode(Samples.file("animated.webp"), FULL_SIZE);

        assertThat(decoded.pixels()).isEqualTo(Samples.pixels("animated.webp", Samples.WIDTH + 10, Samples.HEIGHT + 6));
    }

    static void assertLike(RgbImage found, RgbImage expected, int tolerance) {
        assertThat(found.width()).isEqualTo(expected.width());
        assertThat(found.height()).isEqualTo(expected.height());
        int largest = 0;
        for (int i = 0; i < found.rgb().length; i++) {
            largest = Math.max(largest, Math.abs((found.rgb()[i] & 0xff) - (expected.rgb()[i] & 0xff)));
        }
        assertThat(largest).as("largest difference").isLessThanOrEqualTo(tolerance);
    }
}
