package dev.tamis.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetBuilderTest {
    private static final String FIRST_FAKE = "train/FAKE/1000.jpg";

    @TempDir
    Path folder;

    private final AtomicInteger seen = new AtomicInteger();

    @BeforeEach
    void paint() throws IOException {
        PaintedSources.cifar10(folder.resolve("cifar10"));
        PaintedSources.generated(folder.resolve("fake"));
    }

    @Test
    void writesBothClassesThroughOnePreprocessingAndOneEncoder() throws Exception {
        BuildSummary summary = build(out());

        assertThat(summary.folders())
                .isEqualTo(Map.of("train/REAL", 20L, "train/FAKE", 10L, "test/REAL", 20L, "test/FAKE", 10L));
        assertThat(summary.reused()).isZero();
        assertThat(seen).hasValue(60);
        assertThat(out().resolve("train/REAL/0000.jpg"))
                .hasBinaryContent(JpegEncoder.encode(PaintedDataSet.image(Label.REAL, new Random(1)), 75));
        byte[] generated = Files.readAllBytes(folder.resolve("fake/train/airplane/a.png"));
        assertThat(out().resolve(FIRST_FAKE))
                .hasBinaryContent(
                        JpegEncoder.encode(preprocessor().read(generated).pixels(), 75));
    }

    @Test
    void writesAManifestThatFitsTheFiles() throws Exception {
        BuildSummary summary = build(out());

        List<ManifestEntry> entries = Manifest.read(out());
        assertThat(entries).isEqualTo(summary.entries());
        assertThat(Verification.of(out(), entries, () -> {}).isClean()).isTrue();
        assertThat(Files.readString(out().resolve("manifest.jsonl")).lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith("{\"path\":\"train/REAL/0000.jpg\",\"sha256\":\"")
                        .contains("\"split\":\"train\",\"label\":\"REAL\",\"class\":\"airplane\"")
                        .contains("\"source\":{\"name\":\"data_batch_1.bin#0\",\"sha256\":\""));
    }

    @Test
    void carriesPromptAndSeedIntoTheManifest() throws Exception {
        StringBuilder manifest = new StringBuilder();
        for (GeneratedImage image : new GeneratedFolder(folder.resolve("fake")).images()) {
            manifest.append(
                    "{\"file\": \"%s\", \"class\": \"%s\", \"split\": \"%s\", \"prompt\": \"a %s\", \"seed\": 5}%n"
                            .formatted(image.name(), image.subject(), image.split(), image.subject()));
        }
        Files.writeString(folder.resolve("fake/manifest.jsonl"), manifest);

        build(out());
        assertThat(Files.readString(out().resolve("manifest.jsonl"))).contains("\"prompt\":\"a frog\"", "\"seed\":5");
        assertThat(build(out()).reused()).isEqualTo(60);
    }

    @Test
    void writesTheSameManifestWhereItIsBuiltAgain() throws Exception {
        StringBuilder manifest = new StringBuilder();
        for (GeneratedImage image : new GeneratedFolder(folder.resolve("fake")).images()) {
            manifest.append(
                    "{\"file\": \"%s\", \"class\": \"%s\", \"split\": \"%s\", \"prompt\": \"a\", \"seed\": 5, \"model\": \"m\", \"steps\": 20}%n"
                            .formatted(image.name(), image.subject(), image.split()));
        }
        Files.writeString(folder.resolve("fake/manifest.jsonl"), manifest);
        build(out());
        String first = Files.readString(out().resolve("manifest.jsonl"));

        assertThat(build(out()).reused()).isEqualTo(60);
        assertThat(out().resolve("manifest.jsonl")).hasContent(first);
    }

    @Test
    void goesOnAfterAKill() throws Exception {
        build(out());
        Map<String, byte[]> whole = files();
        List<String> lines = Files.readAllLines(out().resolve("manifest.jsonl"));
        Files.delete(out().resolve("manifest.jsonl"));
        String torn = lines.get(30).substring(0, 40);
        Files.writeString(out().resolve("unfinished.jsonl"), String.join("\n", lines.subList(0, 30)) + "\n" + torn);
        Files.write(out().resolve("train/REAL/0000.jpg.123.part"), new byte[5]);
        Files.delete(out().resolve("train/REAL/0001 (2).jpg"));

        BuildSummary summary = build(out());
        assertThat(summary.reused()).isEqualTo(29);
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(whole);
    }

    @Test
    void restoresAFileThatWasDamaged() throws Exception {
        build(out());
        byte[] whole = Files.readAllBytes(out().resolve(FIRST_FAKE));
        Files.write(out().resolve(FIRST_FAKE), new byte[7]);

        assertThat(build(out()).reused()).isEqualTo(59);
        assertThat(out().resolve(FIRST_FAKE)).hasBinaryContent(whole);
    }

    @Test
    void namesWhatItCannotReadAndBuildsTheRest() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("fake/train/airplane/a.png"));
        Files.writeString(folder.resolve("fake/train/airplane/a.png"), "no image");
        Files.write(folder.resolve("fake/test/cat/a.png"), PaintedSources.png(31, 32, new Random(5)));

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> build(out()))
                .withMessageContaining("2 generated images cannot be used")
                .withMessageContaining("train/airplane/a.png: UNKNOWN_FORMAT")
                .withMessageContaining("test/cat/a.png: UNSUPPORTED, at least 32 x 32 pixels expected, found 31 x 32");
        assertThat(out().resolve("manifest.jsonl")).doesNotExist();

        Files.write(folder.resolve("fake/train/airplane/a.png"), whole);
        Files.write(folder.resolve("fake/test/cat/a.png"), whole);
        assertThat(build(out()).reused()).isEqualTo(58);
    }

    @Test
    void goesOnBehindALineThatEndsInsideACharacter() throws Exception {
        build(out());
        Path manifest = out().resolve("manifest.jsonl");
        List<String> lines = Files.readAllLines(manifest);
        Path journal = Files.write(out().resolve(BuildJournal.FILE), lines.subList(0, 30));
        Files.write(journal, new byte[] {'{', '"', (byte) 0xe6, (byte) 0x97}, StandardOpenOption.APPEND);
        Files.delete(manifest);

        assertThat(build(out()).reused()).isEqualTo(30);
        assertThat(Files.readAllLines(manifest)).isEqualTo(lines);
    }

    @Test
    void refusesToMixSources() throws Exception {
        build(out());
        Map<String, byte[]> before = files();
        Files.write(folder.resolve("fake/train/airplane/a.png"), PaintedSources.png(64, 64, new Random(6)));

        refuses("was built from other sources: 1 of its files, the first " + FIRST_FAKE);
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void refusesToLeaveFilesOfALargerBuildBehind() throws Exception {
        Files.copy(folder.resolve("fake/train/dog/a.png"), folder.resolve("fake/train/dog/b.png"));
        build(out());
        Files.delete(folder.resolve("fake/train/dog/b.png"));

        refuses("was built from other sources: 1 of its files, the first train/FAKE/1001 (6).jpg");
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws Exception {
        Path mine = Files.writeString(Files.createDirectories(out()).resolve("mine.txt"), "mine");

        refuses("holds other files");
        assertThat(mine).hasContent("mine");
        assertThat(out()).isDirectoryContaining("glob:**mine.txt").isDirectoryNotContaining("glob:**.jsonl");
    }

    @Test
    void saysWhereAFullDiskStoppedItAndGoesOnOnceThereIsRoom() throws Exception {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(512)
                .setMaxSize(40_000)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path full = disk.getPath("/data");
            assertThatIOException()
                    .isThrownBy(() -> build(full))
                    .withMessageMatching("cannot write /data/\\S+.*: out of disk space");
            assertThat(full.resolve("manifest.jsonl")).doesNotExist();
            assertThat(files(full)).allSatisfy((path, bytes) -> assertThat(path).doesNotEndWith(".part"));

            Path larger = folder.resolve("larger");
            copy(full, larger);
            List<String> noted = Files.readAllLines(larger.resolve(BuildJournal.FILE));
            BuildSummary summary = build(larger);
            assertThat(summary.reused()).isEqualTo((int)
                    noted.stream().filter(line -> line.endsWith("}")).count());
            assertThat(Verification.of(larger, summary.entries(), () -> {}).isClean())
                    .isTrue();
        }
    }

    @Test
    void refusesABrokenManifest() throws Exception {
        build(out());
        Files.writeString(out().resolve("manifest.jsonl"), "{\"path\": \"a.jpg\"}\n", StandardOpenOption.APPEND);

        refuses("manifest.jsonl, line 61 is no entry of a manifest");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private BuildSummary build(Path out) throws IOException, UnusableDataSetException {
        BuildPlan plan = BuildPlan.of(folder.resolve("cifar10"), folder.resolve("fake"));
        return new DataSetBuilder(preprocessor(), out, seen::incrementAndGet).run(plan);
    }

    private static Preprocessor preprocessor() {
        return new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    }

    private void refuses(String message) {
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> build(out()))
                .withMessageContaining(message);
    }

    private Map<String, byte[]> files() throws IOException {
        return files(out());
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Map.Entry<String, byte[]> file : files(from).entrySet()) {
            Path target = to.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("."));
            Files.write(target, file.getValue());
        }
    }
}
