package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int FULL_SIZE = Integer.MAX_VALUE;

    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);

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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAJpegUpright(int orientation) throws Exception {
        DecodedImage decoded = decoder.decode(Samples.file("orientation" + orientation + ".jpg"), FULL_SIZE);

        assertThat(decoded.header().width()).isEqualTo(Samples.WIDTH);
        assertThat(decoded.header().height()).isEqualTo(Samples.HEIGHT);
        assertLike(decoded.pixels(), PAINTED, 60); // JPEG is lossy; a wrong turn differs by 255
    }

    @ParameterizedTest
    @ValueSource(strings = {"orientation6.png", "orientation6.webp"})
    void turnsPngAndWebpUpright(String file) throws Exception {
        assertThat(decoder.decode(Samples.file(file), FULL_SIZE).pixels()).isEqualTo(PAINTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dot.png", "dot.gif", "dot.bmp", "dot.webp", "dot.jpg"})
    void decodesASinglePixel(String file) throws Exception {
        RgbImage dot = new RgbImage(1, 1, new byte[] {12, (byte) 200, 99});

        assertLike(decoder.decode(Samples.file(file), FULL_SIZE).pixels(), dot, 2);
    }

    @Test
    void reportsFormatAndSizeOfTheFile() throws Exception {
        ImageHeader header = decoder.decode(Samples.file("lossy.webp"), 1).header();

        assertThat(header)
                .isEqualTo(new ImageHeader(
                        ImageFormat.WEBP, Samples.WIDTH, Samples.HEIGHT, Orientation.UPRIGHT, PixelCost.WHOLE));
    }

    @Test
    void ignoresWhatFollowsTheEndOfAJpeg() throws Exception {
        byte[] file = Samples.file("baseline.jpg");

        assertThat(decode(joined(file, file))).isEqualTo(decode(file));
        assertThat(decode(joined(file, new byte[1000]))).isEqualTo(decode(file));
    }

    /** The end of image of a thumbnail must not hide that the image itself is cut. */
    @Test
    void looksForTheEndOfTheImageBehindItsThumbnail() throws Exception {
        byte[] file = Samples.file("baseline.jpg");
        byte[] thumbnail = joined(new byte[] {(byte) 0xff, (byte) 0xe2, 0, 0}, file);
        ByteBuffer.wrap(thumbnail).putShort(2, (short) (file.length + 2));
        byte[] start = Arrays.copyOf(file, 2);
        byte[] rest = Arrays.copyOfRange(file, 2, file.length);

        assertThat(decode(joined(start, thumbnail, rest))).isEqualTo(decode(file));
        byte[] cut = Arrays.copyOf(rest, rest.length - 50);
        assertThatThrownBy(() -> decode(joined(start, thumbnail, cut))).hasMessageContaining("without an end of image");
    }

    @Test
    void readsOnlyTheFirstOfTwoHundredFrames() throws Exception {
        byte[] still = Samples.file("still.gif");
        byte[] frames = Arrays.copyOf(still, still.length - 1);
        byte[] broken = {0x2c, 0, 0, 0, 0, 9, 9, 9, 9, 0, 2, 1, (byte) 0xff, 0};
        for (int i = 0; i < 199; i++) {
            frames = joined(frames, broken);
        }

        assertThat(decode(joined(frames, new byte[] {0x3b}))).isEqualTo(decode(still));
    }

    /** A text of 64 MiB in 64 KiB: what a reader that unpacks it would allocate. */
    @Test
    void leavesOutTextThatInflatesHugely() throws Exception {
        byte[] file = Samples.file("palette.png");
        int afterHeader = 33;
        byte[] start = Arrays.copyOf(file, afterHeader);
        byte[] rest = Arrays.copyOfRange(file, afterHeader, file.length);

        assertThat(decode(joined(start, inflatingText(), rest))).isEqualTo(decode(file));
    }

    @Test
    void reducesEveryFormatAlike() throws Exception {
        for (String file : List.of("rgb.png", "lossless.webp", "rgb.bmp")) {
            RgbImage quarter = decoder.decode(Samples.file(file), 7).pixels();

            assertThat(quarter).as(file).isEqualTo(blockMeans(PAINTED, 4));
        }
    }

    @Test
    void reducesJpegByItsTransform() throws Exception {
        RgbImage full = decode(Samples.file("fullchroma.jpg"));

        RgbImage half = decoder.decode(Samples.file("fullchroma.jpg"), 15).pixels();

        assertLike(half, blockMeans(full, 2), 40);
    }

    @Test
    void neverReducesBelowWhatIsAsked() throws Exception {
        assertThat(decoder.decode(Samples.file("rgb.png"), 16).pixels()).isEqualTo(PAINTED);
        assertThat(decoder.decode(Samples.file("rgb.png"), 15).pixels().height())
                .isEqualTo(15);
    }

    @Test
    void countsPixelsTwiceWhereTheImageIsDecodedWhole() throws Exception {
        ImageDecoder limited = new ImageDecoder(new DecodeLimits(100_000, Samples.WIDTH * Samples.HEIGHT));

        assertThat(limited.decode(Samples.file("baseline.jpg"), 1).header().cost())
                .isEqualTo(PixelCost.STREAMED);
        assertThatThrownBy(() -> limited.decode(Samples.file("progressive.jpg"), 1))
                .hasMessageContaining("at most 600 pixels");
        assertThatThrownBy(() -> limited.decode(Samples.file("rgb.png"), 1)).hasMessageContaining("at most 600 pixels");
    }

    private RgbImage decode(byte[] file) throws UnreadableImageException {
        return decoder.decode(file, FULL_SIZE).pixels();
    }

    private static byte[] inflatingText() {
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[64 << 20]);
        deflater.finish();
        byte[] packed = new byte[1 << 17];
        int length = deflater.deflate(packed);
        deflater.end();
        byte[] content = joined("zTXtkey\0\0".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(packed, length));
        CRC32 crc = new CRC32();
        crc.update(content);
        return ByteBuffer.allocate(content.length + 8)
                .putInt(content.length - 4)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    private static RgbImage blockMeans(RgbImage image, int factor) {
        int width = (image.width() + factor - 1) / factor;
        int height = (image.height() + factor - 1) / factor;
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i % 3;
            int left = i / 3 % width * factor;
            int top = i / 3 / width * factor;
            double sum = 0;
            int count = 0;
            for (int y = top; y < Math.min(top + factor, image.height()); y++) {
                for (int x = left; x < Math.min(left + factor, image.width()); x++) {
                    sum += image.rgb()[3 * (y * image.width() + x) + channel] & 0xff;
                    count++;
                }
            }
            rgb[i] = (byte) Math.round(sum / count);
        }
        return new RgbImage(width, height, rgb);
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
