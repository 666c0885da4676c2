package dev.tamis.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tamis.training.PaintedDataSet;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.preprocess.Resampler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetImporterTest {
    private static final Set<Split> BOTH = EnumSet.allOf(Split.class);

    @TempDir
    Path folder;

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    private final AtomicInteger seen = new AtomicInteger();

    @BeforeEach
    void paint() throws IOException {
        PaintedDataSet.paint(source(), 5);
    }

    @Test
    void packsWhatThePreprocessingGives() throws IOException, UnusableDataSetException, UnreadableImageException {
        ImportSummary summary = run(source(), BOTH);

        assertThat(summary.packed())
                .isEqualTo(Map.of("train/FAKE", 5L, "train/REAL", 5L, "test/FAKE", 5L, "test/REAL", 5L));
        assertThat(seen).hasValue(20);
        ImagePack pack = ImagePack.open(pack(), PreprocessSpec.CIFAKE);
        assertThat(pack.images()).hasSize(20);
        for (int row = 0; row < 20; row++) {
            byte[] file = Files.readAllBytes(
                    source().resolve(pack.images().get(row).place().path()));
            assertThat(pack.pixels(row)).isEqualTo(preprocessor.read(file).pixels());
        }
    }

    @Test
    void knowsEachFileByItsHash() throws IOException, UnusableDataSetException {
        Files.write(
                source().resolve("test/REAL/0001.jpg"), Files.readAllBytes(source().resolve("train/FAKE/0003.jpg")));
        run(source(), BOTH);

        List<PackedImage> images = ImagePack.open(pack(), PreprocessSpec.CIFAKE).images();
        assertThat(images.stream().filter(image -> image.sha256().equals(hashOf(images, "train/FAKE/0003.jpg"))))
                .extracting(image -> image.place().path())
                .containsExactlyInAnyOrder("train/FAKE/0003.jpg", "test/REAL/0001.jpg");
    }

    @Test
    void packsOnlyTheSplitsAskedFor() throws IOException, UnusableDataSetException {
        run(source(), EnumSet.of(Split.TEST));

        ImagePack pack = ImagePack.open(pack(), PreprocessSpec.CIFAKE);
        assertThat(pack.rows(Split.TEST)).hasSize(10);
        assertThat(pack.rows(Split.TRAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void readsAnArchiveAsItsFolder(String kind) throws IOException, UnusableDataSetException, CompressorException {
        run(source(), BOTH);
        String expected =
                DataSetHash.of(ImagePack.open(pack(), PreprocessSpec.CIFAKE).images());

        run(archive(kind), BOTH);
        assertThat(DataSetHash.of(ImagePack.open(pack(), PreprocessSpec.CIFAKE).images()))
                .isEqualTo(expected);
    }

    @Test
    void reportsEveryUnreadableFileAndWritesNothing() throws IOException {
        Files.writeString(source().resolve("train/FAKE/0001.jpg"), "no image");
        Files.write(source().resolve("test/REAL/0002.jpg"), new byte[0]);

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> run(source(), BOTH))
                .withMessageContaining("2 of the files")
                .withMessageContaining("train/FAKE/0001.jpg: UNKNOWN_FORMAT")
                .withMessageContaining("test/REAL/0002.jpg: EMPTY");
        assertThat(filesBesideSource()).isEmpty();
    }

    @Test
    void keepsTheOldPackWhereAnImportFails() throws IOException, UnusableDataSetException {
        run(source(), BOTH);
        byte[] old = Files.readAllBytes(pack());
        Files.writeString(source().resolve("train/FAKE/0001.jpg"), "no image");

        assertThatExceptionOfType(UnusableDataSetException.class).isThrownBy(() -> run(source(), BOTH));
        assertThat(pack()).hasBinaryContent(old);
    }

    @Test
    void namesTheClassWithoutImages() throws IOException {
        try (Stream<Path> files = Files.list(source().resolve("test/FAKE"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> run(source(), BOTH))
                .withMessageContaining("no images in test/FAKE");
    }

    @Test
    void refusesImagesThatWouldHaveToBeEnlarged() throws IOException {
        RgbImage narrow = Resampler.resize(PaintedDataSet.image(Label.REAL, new Random(1)), 31, 32);
        Files.write(source().resolve("test/REAL/0003.jpg"), JpegEncoder.encode(narrow, 75));

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> run(source(), BOTH))
                .withMessageContaining(
                        "test/REAL/0003.jpg: UNSUPPORTED, at least 32 x 32 pixels expected, found 31 x 32");
        assertThat(filesBesideSource()).isEmpty();
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNothingBehind() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(512)
                .setMaxSize(20_000)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path pack = disk.getPath("/packs/pack");

            assertThatIOException()
                    .isThrownBy(() -> new DataSetImporter(preprocessor, seen::incrementAndGet)
                            .run(ImageSource.of(source()), BOTH, pack))
                    .withMessageMatching("cannot write /packs/pack.*: out of disk space");
            assertThat(pack.getParent()).isEmptyDirectory();
        }
    }

    @Test
    void refusesAFileThatIsNoArchive() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tar"), "no archive");

        assertThatIOException()
                .isThrownBy(() -> run(text, BOTH))
                .withMessageContaining("neither a zip nor a tar archive, or a damaged one: " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tar.zst"})
    void namesAnArchiveThatIsCutShort(String kind) throws IOException, CompressorException {
        Path archive = archive(kind);
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), (int) (Files.size(archive) * 2 / 3)));

        assertThatIOException().isThrownBy(() -> run(archive, BOTH)).withMessageContaining(archive.toString());
        assertThat(pack()).doesNotExist();
    }

    private Path source() {
        return folder.resolve("source");
    }

    private Path pack() {
        return folder.resolve("packs").resolve("pack");
    }

    private ImportSummary run(Path from, Set<Split> splits) throws IOException, UnusableDataSetException {
        return new DataSetImporter(preprocessor, seen::incrementAndGet).run(ImageSource.of(from), splits, pack());
    }

    private List<Path> filesBesideSource() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("packs"))) {
            return files.toList();
        }
    }

    private static String hashOf(List<PackedImage> images, String path) {
        return images.stream()
                .filter(image -> image.place().path().equals(path))
                .findAny()
                .orElseThrow()
                .sha256();
    }

    private Path archive(String kind) throws IOException, CompressorException {
        Path file = folder.resolve("set." + kind);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            OutputStream compressed = kind.endsWith("gz") || kind.endsWith("zst")
                    ? new CompressorStreamFactory()
                            .createCompressorOutputStream(kind.endsWith("gz") ? "gz" : "zstd", bytes)
                    : bytes;
            if (kind.equals("zip")) {
                write(new ZipArchiveOutputStream(compressed));
            } else {
                write(new TarArchiveOutputStream(compressed));
            }
        }
        return file;
    }

    private <E extends ArchiveEntry> void write(ArchiveOutputStream<E> archive) throws IOException {
        try (archive;
                Stream<Path> files = Files.walk(source())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                archive.putArchiveEntry(archive.createArchiveEntry(file, "set/" + source().relativize(file)));
                Files.copy(file, archive);
                archive.closeArchiveEntry();
            }
        }
    }
}
