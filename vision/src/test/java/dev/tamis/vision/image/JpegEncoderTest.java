package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JpegEncoderTest {
    private static final RgbImage PAINTED = Samples.pixels("painted", Samples.WIDTH, Samples.HEIGHT);
    private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULT);

    @Test
    void writesWhatTheDecoderReadsBackAlmostUnchanged() throws Exception {
        DecodedImage decoded = DECODER.decode(JpegEncoder.encode(PAINTED, 100), Integer.MAX_VALUE);

        assertThat(decoded.header().format()).isEqualTo(ImageFormat.JPEG);
        assertThat(meanDifference(decoded.pixels())).isLessThan(6); // half the colour resolution, hard edges
    }

    @Test
    void losesMoreAtALowerQuality() throws Exception {
        byte[] better = JpegEncoder.encode(PAINTED, 75);
        byte[] worse = JpegEncoder.encode(PAINTED, 20);

        assertThat(worse).hasSizeLessThan(better.length);
        assertThat(meanDifference(DECODER.decode(worse, Integer.MAX_VALUE).pixels()))
                .isGreaterThan(
                        meanDifference(DECODER.decode(better, Integer.MAX_VALUE).pixels()));
    }

    @Test
    void writesTheStandardLuminanceTableAtQualityFiftyAndHalvedColour() {
        byte[] file = JpegEncoder.encode(PAINTED, 50);

        // ITU-T T.81, table K.1, in zigzag order
        int table = find(file, 0xff, 0xdb) + 5;
        assertThat(IntStream.range(table, table + 8).map(i -> file[i]).toArray())
                .containsExactly(16, 11, 12, 14, 12, 10, 16, 14);
        // Baseline, three components, the first with 2 x 2 samples and the others with 1 x 1
        int frame = find(file, 0xff, 0xc0) + 9;
        assertThat(IntStream.of(0, 2, 5, 8).map(i -> file[frame + i]).toArray()).containsExactly(3, 0x22, 0x11, 0x11);
    }

    @Test
    void refusesWhatLibjpegCannotWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegEncoder.encode(PAINTED, 0))
                .withMessage("a JPEG's quality is from 1 to 100: 0");
        RgbImage line = new RgbImage(65_501, 1, new byte[3 * 65_501]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegEncoder.encode(line, 75))
                .withMessage("a JPEG has at most 65500 pixels a side: RgbImage[65501 x 1]");
    }

    private static double meanDifference(RgbImage image) {
        return IntStream.range(0, image.rgb().length)
                .map(i -> Math.abs((image.rgb()[i] & 0xff) - (PAINTED.rgb()[i] & 0xff)))
                .average()
                .orElseThrow();
    }

    /** The position of a marker. */
    private static int find(byte[] file, int first, int second) {
        return IntStream.range(0, file.length - 1)
                .filter(i -> file[i] == (byte) first && file[i + 1] == (byte) second)
                .findFirst()
                .orElseThrow();
    }
}
