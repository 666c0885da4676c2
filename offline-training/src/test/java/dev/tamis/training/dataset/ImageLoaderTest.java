package dev.tamis.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLoaderTest {
    private static final int RECORD = 2 + 3 * 32 * 32;

    @TempDir
    private Path folder;

    private final AtomicInteger seen = new AtomicInteger();
    private final Random random = new Random(8);

    @Test
    void readsClassFoldersInAnyCase() throws Exception {
        write("upper/REAL/a.png");
        write("upper/FAKE/b.png");
        write("lower/real/a.png");
        write("lower/fake/b.png");

        assertThat(paths(load("upper"))).containsExactly("FAKE/b.png", "REAL/a.png");
        assertThat(paths(load("lower"))).containsExactly("fake/b.png", "real/a.png");
        assertThat(load("lower").split()).isEmpty();
        assertThat(load("lower").images().images())
                .extracting(LabelledImage::label)
                .containsExactly(Label.FAKE, Label.REAL);
        assertThat(seen).hasValue(8);
    }

    @Test
    void readsOneClassAlone() throws Exception {
        write("set/real/a.png");
        write("set/real/b.png");

        assertThat(paths(load("set"))).containsExactly("real/a.png", "real/b.png");
        assertThat(paths(load("set/real"))).containsExactly("a.png", "b.png");
        assertThat(load("set/real").images().images())
                .extracting(LabelledImage::label)
                .containsOnly(Label.REAL);
    }

    @Test
    void readsOneSplitOfATree() throws Exception {
        write("tree/train/FAKE/a.png");
        write("tree/test/FAKE/b.png");
        write("tree/test/REAL/c.png");

        LoadedImages test = load("tree");

        assertThat(test.split()).contains(Split.TEST);
        assertThat(paths(test)).containsExactly("test/FAKE/b.png", "test/REAL/c.png");
        assertThat(paths(loader(Split.TRAIN, Set.of()).load(folder.resolve("tree"))))
                .containsExactly("train/FAKE/a.png");
    }

    @Test
    void keepsSeveralSetsApart() throws Exception {
        write("all/one/real/a.png");
        write("all/two/fake/a.png");

        assertThat(load("all").images().images())
                .extracting(image -> image.groups().get("set"))
                .containsExactly("one", "two");
    }

    @Test
    void readsAnArchiveAsItsFolder() throws Exception {
        byte[] file = write("in/fake/a.png");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("in.zip")))) {
            zip.putNextEntry(new ZipEntry("uploads/in/fake/a.png"));
            zip.write(file);
        }

        LoadedImages archive = load("in.zip");

        assertThat(paths(archive)).containsExactly("in/fake/a.png");
        assertThat(archive.images().pixels().apply(0))
                .isEqualTo(load("in").images().pixels().apply(0));
    }

    @Test
    void readsAPackAsTheTreeItWasMadeOf() throws Exception {
        paintTreeAndPack(3);

        LoadedImages pack = load("pack");
        LoadedImages tree = load("tree");

        assertThat(paths(pack)).containsExactlyElementsOf(paths(tree)).hasSize(6);
        assertThat(DataSetHash.ofLabelled(pack.images().images()))
                .isEqualTo(DataSetHash.ofLabelled(tree.images().images()));
        for (int i = 0; i < 6; i++) {
            assertThat(pack.images().pixels().apply(i))
                    .isEqualTo(tree.images().pixels().apply(i));
        }
    }

    @Test
    void bringsLargerImagesToTheSizeByEachFilter() throws Exception {
        write("set/real/small.png");
        RgbImage large = noise(80, 50);
        Files.write(folder.resolve("set/real/large.png"), PngEncoder.encode(large));

        LoadedImages loaded =
                loader(Split.TEST, EnumSet.allOf(ResamplingFilter.class)).load(folder.resolve("set"));

        assertThat(loaded.resampled()).containsOnlyKeys(ResamplingFilter.values());
        loaded.resampled().forEach((filter, images) -> {
            assertThat(images.images()).extracting(LabelledImage::path).containsExactly("real/large.png");
            assertThat(images.pixels().apply(0)).isEqualTo(Resampler.resize(large, 32, 32, filter));
        });
    }

    @Test
    void readsPhotographsOfCifar100WithBothLabels() throws Exception {
        byte[] file = new byte[2 * RECORD];
        file[0] = 1;
        file[1] = 95;
        Arrays.fill(file, 2, 2 + 1024, (byte) 7);
        Arrays.fill(file, 2 + 1024, 2 + 2048, (byte) 8);
        Arrays.fill(file, 2 + 2048, RECORD, (byte) 9);
        Files.write(folder.resolve("test.bin"), file);

        ImageSet images = load("test.bin").images();

        assertThat(images.images()).hasSize(2);
        LabelledImage first = images.images().get(0);
        assertThat(first.path()).isEqualTo("test.bin#0");
        assertThat(first.label()).isEqualTo(Label.REAL);
        assertThat(first.groups()).containsEntry("coarse_label", "fish").containsEntry("fine_label", "whale");
        assertThat(Arrays.copyOf(images.pixels().apply(0).rgb(), 6)).containsExactly(7, 8, 9, 7, 8, 9);
        assertThat(images.images().get(1).groups()).containsEntry("fine_label", "apple");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, RECORD - 1, 3 * RECORD + 1, 3073 * 10})
    void refusesACifar100FileOfWrongLength(int length) throws IOException {
        Files.write(folder.resolve("test.bin"), new byte[length]);

        assertRefused(
                "test.bin",
                "test.bin: records of 3,074 bytes expected, as CIFAR-100's binary version has, found "
                        + "%,d bytes".formatted(length));
    }

    @Test
    void refusesALabelThatCifar100DoesNotHave() throws IOException {
        byte[] file = new byte[RECORD];
        file[1] = 100;
        Files.write(folder.resolve("test.bin"), file);

        assertRefused("test.bin", "test.bin#0: a label from 0 to 99 expected, found 100");
    }

    @Test
    void refusesAFolderWithoutClasses() throws IOException {
        write("set/photos/a.png");

        write("train/real/a.png");

        assertRefused("set", "no images in " + folder.resolve("set"), "expected in folders named REAL and FAKE");
        assertRefused("train", "only test was looked at");
        assertRefused("nowhere", "no folder, archive, pack or CIFAR-100 file at");
    }

    @Test
    void refusesAnEmptyClass() throws IOException {
        write("set/real/a.png");
        Files.createDirectories(folder.resolve("set/fake"));

        assertRefused("set", "no images in " + folder.resolve("set/fake"));
    }

    @Test
    void namesEveryFileThatIsNoImage() throws IOException {
        write("set/real/a.png");
        Files.write(folder.resolve("set/real/b.png"), new byte[100]);
        Files.writeString(folder.resolve("set/real/notes.txt"), "not an image");

        assertRefused("set", "2 of the 3 files in", "real/b.png: ", "real/notes.txt: ");
    }

    @Test
    void refusesAPackOfAnotherSize() throws Exception {
        paintTreeAndPack(1);
        PreprocessSpec larger = new PreprocessSpec(
                64,
                64,
                PreprocessSpec.CIFAKE.layout(),
                PreprocessSpec.CIFAKE.channelOrder(),
                PreprocessSpec.CIFAKE.mean(),
                PreprocessSpec.CIFAKE.std());

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> new ImageLoader(larger, Split.TEST, Set.of(), () -> {}).load(folder.resolve("pack")))
                .withMessageContaining("32 x 32 pixels, while 64 x 64 are asked for")
                .withMessageContaining("give the folder that it was imported from");
    }

    private LoadedImages load(String name) throws IOException, UnusableDataSetException {
        return loader(Split.TEST, Set.of()).load(folder.resolve(name));
    }

    private ImageLoader loader(Split split, Set<ResamplingFilter> filters) {
        return new ImageLoader(PreprocessSpec.CIFAKE, split, filters, seen::incrementAndGet);
    }

    private void assertRefused(String name, String... messages) {
        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(() -> load(name))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(messages));
    }

    private static List<String> paths(LoadedImages loaded) {
        return loaded.images().images().stream().map(LabelledImage::path).toList();
    }

    private void paintTreeAndPack(int imagesPerClass) throws IOException, UnusableDataSetException {
        PaintedDataSet.paint(folder.resolve("tree"), imagesPerClass);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        new DataSetImporter(preprocessor, () -> {})
                .run(ImageSource.of(folder.resolve("tree")), EnumSet.allOf(Split.class), folder.resolve("pack"));
    }

    private byte[] write(String path) throws IOException {
        byte[] file = PngEncoder.encode(noise(32, 32));
        Files.createDirectories(folder.resolve(path).resolveSibling("."));
        Files.write(folder.resolve(path), file);
        return file;
    }

    private RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }
}
