package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PaintedUploadsTest {
    private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

    @BeforeAll
    static void paint() throws IOException {
        for (Upload upload : PaintedUploads.all()) {
            FILES.put(upload.name(), upload.payload().read());
        }
    }

    static Iterable<Upload> uploads() {
        return PaintedUploads.all();
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void isReadableAndOfTheDeclaredFormat(Upload upload) throws UnreadableImageException {
        PreprocessedImage image = preprocess(file(upload.name()));

        assertThat(upload.declaredContentType())
                .isEqualTo("image/" + image.format().name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void isPaintedTheSameEveryTime(Upload upload) throws IOException {
        assertThat(upload.payload().read()).isEqualTo(FILES.get(upload.name()));
    }

    @Test
    void everyNameStandsForAnotherPicture() {
        assertThat(FILES).hasSameSizeAs(PaintedUploads.all());
        assertThat(FILES.values()).doesNotHaveDuplicates();
    }

    @Test
    void coversTheFormatsAndSizesThatUploadsComeIn() throws UnreadableImageException {
        TreeSet<ImageFormat> formats = new TreeSet<>();
        TreeSet<Integer> widths = new TreeSet<>();
        for (byte[] file : FILES.values()) {
            PreprocessedImage image = preprocess(file);
            formats.add(image.format());
            widths.add(image.width());
        }

        assertThat(formats).containsExactly(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF, ImageFormat.BMP);
        assertThat(widths.first()).isEqualTo(32);
        assertThat(widths.last()).isEqualTo(2000);
    }

    @Test
    void standsUprightWhenHeldSideways() throws UnreadableImageException {
        PreprocessedImage image = preprocess(file("portrait-held-sideways.jpg"));

        assertThat(image.width()).isEqualTo(480);
        assertThat(image.height()).isEqualTo(640);
    }

    private static byte[] file(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    private static PreprocessedImage preprocess(byte[] file) throws UnreadableImageException {
        return new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT).read(file);
    }
}
