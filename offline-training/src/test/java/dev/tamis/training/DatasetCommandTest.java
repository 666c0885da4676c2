package dev.tamis.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.training.dataset.build.PaintedSources;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetCommandTest {
    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void build() throws IOException {
        PaintedSources.cifar10(folder.resolve("cifar10"));
        PaintedSources.generated(folder.resolve("fake"));
        assertThat(buildInto("out")).as(stderr::toString).isZero();
    }

    @Test
    void buildsAndGoesOn() {
        assertThat(buildInto("out")).isZero();

        assertThat(stdout.toString()).contains("train/REAL          20 images", "60 of them were there already");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/README.md");
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/croissant.json");
    }

    @Test
    void verifiesAndExitsWithOneWhereAFileIsMissing() throws IOException {
        assertThat(run("verify", path("out"))).isZero();
        assertThat(stdout.toString()).contains("60 images in the manifest: 0 missing, 0 changed; 0 extra files");

        Files.delete(folder.resolve("out/test/FAKE/0 (4).jpg"));
        assertThat(run("verify", path("out"), "--json", path("v.json"))).isEqualTo(1);
        assertThat(stdout.toString()).contains("missing  test/FAKE/0 (4).jpg");
        assertThat(json("v.json").at("/missing/0").asText()).isEqualTo("test/FAKE/0 (4).jpg");
    }

    @Test
    void describesAndWritesTheFiguresAsData() throws IOException {
        assertThat(run("describe", path("out"), "--out", path("pages"), "--json", path("d.json")))
                .isZero();

        assertThat(stdout.toString())
                .contains("AUROC of each property alone", "JPEG 4:2:0, IJG quality 75: 20 FAKE, 40 REAL");
        assertThat(json("d.json")).isEqualTo(json("pages/leakage.json"));
        assertThat(json("d.json").at("/traits/0/trait").asText()).isEqualTo("file_size");
        assertThat(json("d.json").at("/classes/0/class").asText()).isEqualTo("airplane");
        assertThat(json("d.json").at("/byte_twins/test_images").isIntegralNumber())
                .isTrue();
    }

    @Test
    void saysWhatIsWrongInOneMessage() throws IOException {
        assertThat(run("verify", path("fake"))).isEqualTo(1);
        assertThat(stderr.toString()).contains("no manifest.jsonl in " + path("fake"));

        Files.delete(folder.resolve("cifar10/test_batch.bin"));
        assertThat(buildInto("other")).isEqualTo(1);
        assertThat(stderr.toString()).contains(path("cifar10/test_batch.bin") + " is missing");
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(stderr.toString()).doesNotContain("\tat ");
    }

    @Test
    void namesAnImageThatIsTooSmallToDescribe() throws IOException {
        Path small = Files.createDirectories(folder.resolve("small/train/FAKE")).resolve("a.png");
        Files.write(small, PngEncoder.encode(new RgbImage(31, 32, new byte[3 * 31 * 32])));

        assertThat(run("describe", path("small"))).isEqualTo(1);
        assertThat(stderr.toString())
                .contains(
                        path("small") + ": 1 of the files",
                        "train/FAKE/a.png",
                        "32 x 32 pixels expected, found 31 x 32");
    }

    @Test
    void asksForTheFilesBehindAPack() {
        assertThat(run("import", path("out"), "--out", path("pack"))).isZero();

        assertThat(run("describe", path("pack"))).isEqualTo(1);
        assertThat(stderr.toString()).contains("is a pack, which has no files to look at");
    }

    @Test
    void refusesBadUsage() {
        assertThat(run("build", "--out", path("x"))).isEqualTo(2);
        assertThat(run("describe")).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
    }

    private int buildInto(String out) {
        return run("build", "--cifar10", path("cifar10"), "--fake", path("fake"), "--out", path(out));
    }

    private int run(String... arguments) {
        CommandLine commands = TrainingCli.commandLine();
        commands.setOut(new PrintWriter(stdout, true));
        commands.setErr(new PrintWriter(stderr, true));
        return commands.execute(
                Stream.concat(Stream.of("dataset"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }
}
