package dev.tamis.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePackTest {
    private static final int VERSION_OFFSET = 11;
    private static final int INDEX_ENTRY = 2 + 32 + 2 + "a.jpg".length();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("pack");
        try (PackWriter pack = new PackWriter(file, PreprocessSpec.CIFAKE)) {
            pack.add(
                    new PackedImage(new Place(Split.TRAIN, Label.FAKE, "a.jpg"), "0a".repeat(32)),
                    PaintedDataSet.image(Label.FAKE, new Random(1)));
            pack.add(
                    new PackedImage(new Place(Split.TEST, Label.REAL, "é.jpg"), "ff".repeat(32)),
                    PaintedDataSet.image(Label.REAL, new Random(2)));
            pack.finish();
        }
    }

    @Test
    void givesBackWhatWasWritten() throws IOException, UnusableDataSetException {
        ImagePack pack = ImagePack.open(file, PreprocessSpec.CIFAKE);

        assertThat(pack.images())
                .containsExactly(
                        new PackedImage(new Place(Split.TRAIN, Label.FAKE, "a.jpg"), "0a".repeat(32)),
                        new PackedImage(new Place(Split.TEST, Label.REAL, "é.jpg"), "ff".repeat(32)));
        assertThat(pack.pixels(0)).isEqualTo(PaintedDataSet.image(Label.FAKE, new Random(1)));
        assertThat(pack.pixels(1)).isEqualTo(PaintedDataSet.image(Label.REAL, new Random(2)));
        assertThat(pack.rows(Split.TEST)).containsExactly(1);
    }

    @Test
    void servesNetworksThatNormaliseOtherwise() throws IOException, UnusableDataSetException {
        assertThat(ImagePack.open(file, spec(32, 0.5f)).images()).hasSize(2);
    }

    private static PreprocessSpec spec(int side, float mean) {
        return new PreprocessSpec(
                side,
                side,
                PreprocessSpec.Layout.NCHW,
                PreprocessSpec.ChannelOrder.RGB,
                List.of(mean, mean, mean),
                List.of(1f, 1f, 1f));
    }

    @Test
    void refusesAPackOfAnotherSizeAndNamesBoth() {
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(file, spec(64, 0f)))
                .withMessageContaining("32 x 32 pixels, while 64 x 64")
                .withMessageContaining(file.toString());
    }

    @Test
    void refusesAPackOfAnotherPreprocessingAndNamesBoth() throws IOException {
        String fingerprint = PreprocessSpec.CIFAKE.fingerprint();
        String other = "0".repeat(fingerprint.length());
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace(raw(fingerprint), raw(other)), StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(file, PreprocessSpec.CIFAKE))
                .withMessageContaining(fingerprint)
                .withMessageContaining(other);
    }

    private static String raw(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @Test
    void refusesATruncatedPack() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(file, PreprocessSpec.CIFAKE))
                .withMessageContaining("should have " + whole.length + " bytes and has " + (whole.length - 1));
    }

    @Test
    void refusesAPackThatWasNeverFinished() throws IOException {
        Path unfinished = folder.resolve("unfinished");
        try (PackWriter pack = new PackWriter(unfinished, PreprocessSpec.CIFAKE)) {
            pack.add(
                    new PackedImage(new Place(Split.TRAIN, Label.FAKE, "a.jpg"), "0a".repeat(32)),
                    PaintedDataSet.image(Label.FAKE, new Random(1)));
        }

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(unfinished, PreprocessSpec.CIFAKE))
                .withMessageContaining("no pack of images");
    }

    @Test
    void refusesAnotherVersion() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[VERSION_OFFSET] = 9;
        Files.write(file, bytes);

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(file, PreprocessSpec.CIFAKE))
                .withMessageContaining("version 9");
    }

    @Test
    void refusesADamagedIndex() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - INDEX_ENTRY - 1] = 7; // the split of the last image, whose name has one byte more
        Files.write(file, bytes);

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> ImagePack.open(file, PreprocessSpec.CIFAKE))
                .withMessageContaining("index is damaged");
    }

    @Test
    void tellsAPackFromOtherFiles() throws IOException {
        assertThat(ImagePack.isPack(file)).isTrue();
        assertThat(ImagePack.isPack(folder)).isFalse();
        assertThat(ImagePack.isPack(Files.writeString(folder.resolve("text"), "TAMIS")))
                .isFalse();
    }
}
