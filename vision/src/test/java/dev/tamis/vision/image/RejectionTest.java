package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad file is refused with the right reason. */
class RejectionTest {
    private static final int HUGE = 50_000;

    private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULT);

    @Test
    void refusesAnEmptyFile() {
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
    }

    @Test
    void refusesTextWhateverItsNameSays() {
        assertThat(reason("not a picture at all".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesMoreBytesThanTheLimitBeforeItLooksAtThem() {
        assertThat(reason(new byte[64 << 20])).isEqualTo(Reason.TOO_MANY_BYTES);
    }

    @Test
    void refusesZerosWithinTheLimit() {
        assertThat(reason(new byte[1 << 20])).isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void refusesAHugeImage(ImageFormat format) {
        assertThat(reason(huge(format))).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    /** The size is judged before what follows is looked at: were it not, these would be truncated files. */
    @ParameterizedTest
    @CsvSource({"JPEG, 200", "PNG, 24", "GIF, 791", "BMP, 54", "WEBP, 25"})
    void refusesTheHeaderOfAHugeImage(ImageFormat format, int length) {
        assertThat(reason(Arrays.copyOf(huge(format), length))).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "rgb.png", "interlaced.png", "rgba16.png",
                "still.gif", "interlaced.gif", "rgb.bmp", "rle.bmp", "rgba.bmp", "lossy.webp", "lossless.webp",
                "lossy-alpha.webp"
            })
    void refusesAFileCutAnywhereInItsImage(String name) {
        byte[] file = Samples.file(name);
        for (int length = 20; length < file.length - 12; length += Math.max(1, file.length / 50)) {
            assertThat(reason(Arrays.copyOf(file, length)))
                    .as("%s cut at %d", name, length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void refusesAJpegWithoutItsEnd() {
        byte[] file = Samples.file("baseline.jpg");

        assertThat(reason(Arrays.copyOf(file, file.length - 2))).isEqualTo(Reason.TRUNCATED);
    }

    /** The decoder would fill the rest with grey. */
    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "grey.jpg", "cmyk.jpg"})
    void refusesAJpegWhoseEndOfImageComesTooEarly(String name) {
        byte[] file = Samples.file(name);
        byte[] half = Arrays.copyOf(file, (scan(file) + file.length) / 2);
        half[half.length - 2] = (byte) 0xff;
        half[half.length - 1] = (byte) 0xd9;

        assertThat(reason(half)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void refusesAPngWhoseDataAreDamaged() {
        byte[] file = Samples.file("rgb.png");
        file[file.length - 40] ^= 1;

        assertThat(reason(file)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void refusesAGifWhoseDataEndBeforeItsLastRow() {
        byte[] file = Samples.file("still.gif");
        int height = (file[8] & 0xff) + 5;
        int descriptor = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("," + "\0\0\0\0");
        file[descriptor + 7] = (byte) height;

        assertThat(reason(file)).isEqualTo(Reason.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({"9, UNSUPPORTED", "3, UNSUPPORTED", "15, UNSUPPORTED"})
    void refusesArithmeticAndLosslessJpeg(int frameType, Reason reason) {
        byte[] file = Samples.file("baseline.jpg");
        file[frame(file) + 1] = (byte) (0xc0 + frameType);

        assertThat(reason(file)).isEqualTo(reason);
    }

    @Test
    void refusesAJpegWithoutRows() {
        byte[] file = Samples.file("baseline.jpg");
        int height = frame(file) + 5;
        file[height] = 0;
        file[height + 1] = 0;

        assertThat(reason(file)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void refusesAJpegOfThousandsOfScans() {
        byte[] file = Samples.file("grey.jpg");
        int scan = scan(file);
        byte[] one = Arrays.copyOfRange(file, scan, file.length - 2);
        ByteBuffer many = ByteBuffer.allocate(file.length + 200 * one.length);
        many.put(file, 0, file.length - 2);
        for (int i = 0; i < 200; i++) {
            many.put(one);
        }
        many.put(new byte[] {(byte) 0xff, (byte) 0xd9});

        assertThat(reason(many.array())).isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void refusesABmpOfNegativeWidth() {
        byte[] file = Samples.file("rgb.bmp");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(18, -40);

        assertThat(reason(file)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void refusesABmpThatHoldsAJpeg() {
        byte[] file = Samples.file("rgb.bmp");
        int embeddedJpeg = 4;
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(30, embeddedJpeg);

        assertThat(reason(file)).isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void namesWhatItExpectedAndFound() {
        UnreadableImageException failure = refusal(hugePng());

        assertThat(failure).hasMessage("PNG: at most 25000000 pixels expected, found 50000 x 50000");
    }

    private Reason reason(byte[] file) {
        return refusal(file).reason();
    }

    private UnreadableImageException refusal(byte[] file) {
        UnreadableImageException failure =
                catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file, 64));
        assertThat(failure).as("the file was decoded").isNotNull();
        return failure;
    }

    private static byte[] huge(ImageFormat format) {
        return switch (format) {
            case JPEG -> hugeJpeg();
            case PNG -> hugePng();
            case GIF -> hugeGif();
            case BMP -> hugeBmp();
            case WEBP -> hugeWebp();
        };
    }

    private static byte[] hugeJpeg() {
        byte[] file = Samples.file("baseline.jpg");
        ByteBuffer.wrap(file).putShort(frame(file) + 5, (short) HUGE).putShort(frame(file) + 7, (short) HUGE);
        return file;
    }

    private static byte[] hugePng() {
        byte[] file = Samples.file("rgb.png");
        ByteBuffer.wrap(file).putInt(16, HUGE).putInt(20, HUGE);
        CRC32 crc = new CRC32();
        crc.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) crc.getValue());
        return file;
    }

    private static byte[] hugeGif() {
        byte[] file = Samples.file("still.gif");
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) HUGE)
                .putShort(8, (short) HUGE);
        return file;
    }

    private static byte[] hugeBmp() {
        int rle8 = 1;
        byte[] file = Samples.file("rle.bmp");
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(18, HUGE)
                .putInt(22, HUGE)
                .putInt(30, rle8);
        return file;
    }

    private static byte[] hugeWebp() {
        byte[] file = Samples.file("lossless-alpha.webp");
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int largestSides = 0x3fff | 0x3fff << 14;
        bytes.putInt(21, bytes.getInt(21) | largestSides);
        return file;
    }

    private static int frame(byte[] jpeg) {
        return marker(jpeg, 0xc0);
    }

    private static int scan(byte[] jpeg) {
        return marker(jpeg, 0xda);
    }

    private static int marker(byte[] jpeg, int marker) {
        for (int i = 2; i < jpeg.length; i += 2 + ByteBuffer.wrap(jpeg).getShort(i + 2)) {
            if ((jpeg[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }
}
