package dev.tamis.generator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tamis.generator.batch.ImageRun.Result;
import dev.tamis.generator.batch.ImageRun.Settings;
import dev.tamis.generator.diffusion.DiffusionPipeline;
import dev.tamis.generator.diffusion.GenerationRequest;
import dev.tamis.generator.diffusion.SchedulerKind;
import dev.tamis.generator.diffusion.UnusablePipelineException;
import dev.tamis.generator.diffusion.export.SafetyCheckers;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRunTest {
    private static final Settings SETTINGS = new Settings("tiny", 2, 32);
    private static final Map<String, Object> RECIPE = Map.of("model", "tiny", "seed", 1L);

    @TempDir
    private Path folder;

    private Path model;
    private Path out;

    @BeforeEach
    void writePipeline() throws IOException {
        model = folder.resolve("model");
        out = folder.resolve("out");
        TinyPipeline.write(model);
    }

    private static List<ImageOrder> orders(int count) {
        List<ImageOrder> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            orders.add(new ImageOrder(
                    "train/frog/%d.png".formatted(i),
                    new GenerationRequest("frog " + i, "", i, SchedulerKind.EULER_ANCESTRAL, 2, 3, 64, 64),
                    Map.of("class", "frog", "split", "train")));
        }
        return orders;
    }

    @Test
    void makesFilesThatSayWhatTheyAreAndAManifest() throws Exception {
        Result result = run(out, orders(3), 1);

        assertThat(result).isEqualTo(new Result(3, 3, 0, 0));
        assertThat(Files.readAllLines(out.resolve("manifest.jsonl")))
                .hasSize(3)
                .element(1)
                .isEqualTo(
                        "{\"file\":\"train/frog/1.png\",\"class\":\"frog\",\"split\":\"train\",\"prompt\":\"frog 1\",\"seed\":1,"
                                + "\"model\":\"tiny\",\"scheduler\":\"Euler a\",\"steps\":2,\"guidance\":3.0,\"size\":\"64x64\"}");
        byte[] file = Files.readAllBytes(out.resolve("train/frog/1.png"));
        DecodedImage decoded = new ImageDecoder(DecodeLimits.DEFAULT).decode(file, 64);
        assertThat(decoded.pixels().width()).isEqualTo(32);
        assertThat(Provenance.of(decoded.metadata())).singleElement().satisfies(finding -> {
            assertThat(finding.claim()).isEqualTo(Claim.GENERATED);
            assertThat(finding.text()).contains("frog 1", "Sampler: Euler a", "Seed: 1", "Model: tiny");
        });
    }

    @Test
    void goesOnWhereAKillLeftIt() throws Exception {
        run(out, orders(5), 1);
        Map<String, String> whole = contents(out);
        Path journal = out.resolve("manifest.journal");
        List<String> lines = Files.readAllLines(journal);
        // The third image has no line, the fourth no file and the fifth half a line.
        Files.writeString(
                journal,
                String.join("\n", lines.get(0), lines.get(1), lines.get(3)) + "\n"
                        + lines.get(4).substring(0, 30));
        Files.delete(out.resolve("train/frog/3.png"));
        Files.delete(out.resolve("manifest.jsonl"));

        Result result = run(out, orders(5), 1);

        assertThat(result).isEqualTo(new Result(5, 3, 0, 0));
        Map<String, String> again = contents(out);
        whole.remove("manifest.journal");
        again.remove("manifest.journal");
        assertThat(again).isEqualTo(whole);
    }

    @Test
    void makesTheSameOnSeveralPipelines() throws Exception {
        run(out, orders(7), 1);
        run(folder.resolve("three"), orders(7), 3);

        Map<String, String> one = contents(out);
        Map<String, String> three = contents(folder.resolve("three"));
        one.remove("manifest.journal");
        three.remove("manifest.journal");
        assertThat(three).isEqualTo(one);
    }

    @Test
    void refusesAFolderOfOtherSettings() throws Exception {
        run(out, orders(1), 1);

        assertThatThrownBy(() -> ImageRun.run(
                        out, orders(1), Map.of("model", "tiny", "seed", 2L), SETTINGS, 1, this::open, images -> {}))
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining(out + " holds images of other settings, see " + out.resolve("recipe.json"));
    }

    @Test
    void saysThatTheDiskIsFullAndGoesOnWhenItIsNot() throws Exception {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setMaxSize(32 * 1024)
                .setBlockSize(1024)
                .build())) {
            Path ballast = Files.write(disk.getPath("/ballast"), new byte[22 * 1024]);
            Path full = disk.getPath("/out");
            assertThatThrownBy(() -> run(full, orders(4), 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot write /out/train/frog/");
            try (Stream<Path> files = Files.list(full.resolve("train/frog"))) {
                assertThat(files).isNotEmpty().allMatch(file -> file.toString().endsWith(".png"));
            }
            Files.delete(ballast);
            Result result = run(full, orders(4), 1);
            assertThat(result.images()).isEqualTo(4);
            assertThat(result.made()).isBetween(1, 3);
        }
    }

    @Test
    void takesOtherSeedsForImagesThatTheCheckerWithholds() throws Exception {
        run(out, orders(6), 1);
        List<Double> brightness = new ArrayList<>();
        for (ImageOrder order : orders(6)) {
            brightness.add(brightness(out.resolve(order.file())));
        }
        SafetyCheckers.writeWithholdingAbove(
                brightness.stream().sorted().toList().get(3), model);
        Path safe = folder.resolve("safe");

        Result result = run(safe, orders(6), 1);

        assertThat(result.withheld()).isPositive();
        List<String> lines = Files.readAllLines(safe.resolve("manifest.jsonl"));
        assertThat(lines).hasSize(6);
        assertThat(lines)
                .filteredOn(line -> line.matches(".*\"seed\":-?\\d{9,}.*"))
                .hasSizeBetween(1, 4);
    }

    @Test
    void saysThatTheCheckerWithholdsEverything() throws Exception {
        SafetyCheckers.writeWithholdingAbove(-1, model);

        assertThatThrownBy(() -> run(out, orders(1), 1))
                .isInstanceOf(GenerationFailedException.class)
                .hasMessage("the pipeline's safety checker withheld 10 images of the prompt \"frog 0\"");
    }

    private static double brightness(Path file) throws Exception {
        byte[] rgb = new ImageDecoder(DecodeLimits.DEFAULT)
                .decode(Files.readAllBytes(file), 64)
                .pixels()
                .rgb();
        double sum = 0;
        for (byte value : rgb) {
            sum += (value & 0xff) / 255.0;
        }
        return sum / rgb.length;
    }

    private Result run(Path to, List<ImageOrder> orders, int workers) throws Exception {
        return ImageRun.run(to, orders, RECIPE, SETTINGS, workers, this::open, images -> {});
    }

    private DiffusionPipeline open(int worker) throws UnusablePipelineException {
        return DiffusionPipeline.load(model, InferenceSettings.CPU);
    }

    /** Hash codes would do, but a failure shall show what differs. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
