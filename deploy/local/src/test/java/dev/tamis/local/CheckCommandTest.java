package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.vision.detector.FixtureDetector;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void writeDetector() {
        model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
    }

    @Test
    void writesScoresAndRejectionsAsJson() throws IOException {
        Path dark = paint("dark.png", Color.BLACK);
        Path bright = paint("bright.png", Color.WHITE);
        Path text = Files.writeString(folder.resolve("text.jpg"), "no image");
        Path json = folder.resolve("new/result.json");
        CommandRun run = CommandRun.of("check", "--model", model, "--json", json, dark, bright, text);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("GENERATED", "AUTHENTIC", "REJECTED", "UNKNOWN_FORMAT");
        JsonNode results = CommandRun.json(json);
        assertThat(results).hasSize(3);
        assertThat(results.get(0).get("path").asText()).isEqualTo(dark.toString());
        assertThat(results.get(0).get("verdict").asText()).isEqualTo("GENERATED");
        assertThat(results.get(0).get("score").asDouble())
                .isCloseTo(1 / (1 + Math.exp(-FixtureDetector.STEEPNESS / 2)), within(1e-6));
        assertThat(results.get(0).get("detector").asText()).isEqualTo(FixtureDetector.METADATA.id());
        assertThat(results.get(1).get("verdict").asText()).isEqualTo("AUTHENTIC");
        assertThat(results.get(2).get("rejection").asText()).isEqualTo("UNKNOWN_FORMAT");
        assertThat(results.get(2).has("score")).isFalse();
    }

    @Test
    void looksAtEveryFileOfAFolder() throws IOException {
        Files.createDirectories(folder.resolve("images/inner"));
        paint("images/a.png", Color.BLACK);
        paint("images/inner/a.png", Color.WHITE);
        Path overlays = folder.resolve("overlays");
        CommandRun run = CommandRun.of("check", "--model", model, "--overlay", overlays, folder.resolve("images"));
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).hasLineCount(2);
        assertThat(overlays.toFile().list()).containsExactlyInAnyOrder("0001-a.png.png", "0002-a.png.png");
        assertThat(ImageIO.read(overlays.resolve("0001-a.png.png").toFile())).isNotNull();
    }

    @Test
    void failsInOneLineWhereAPathDoesNotExist() throws IOException {
        CommandRun run = CommandRun.of("check", "--model", model, paint("dark.png", Color.BLACK), "missing.png");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualToIgnoringNewLines("tamis: missing.png does not exist");
    }

    @Test
    void failsInOneLineWhereTheDetectorCannotBeUsed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        CommandRun run = CommandRun.of("check", "--model", broken, paint("dark.png", Color.BLACK));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .startsWith("tamis: ")
                .contains(broken.toString())
                .hasLineCount(1);
    }

    @Test
    void refusesBadUsage() {
        CommandRun run = CommandRun.of("check", "--no-such-option");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--help").hasLineCount(2);
    }

    private Path paint(String name, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
