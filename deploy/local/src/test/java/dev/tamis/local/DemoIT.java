package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.generator.load.BrokenUpload;
import dev.tamis.generator.load.BrokenUploads;
import dev.tamis.generator.load.Expected;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.vision.detector.FixtureDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    /** The first uploads are painted fastest, and are PNG, JPEG, BMP and GIF. */
    private static final int FOLDER_SIZE = 9;

    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void writeDetector() {
        model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
    }

    @Test
    void givesEveryPaintedAndBrokenUploadItsOneOutcome() throws IOException {
        Path json = folder.resolve("demo.json");
        Path out = folder.resolve("out");
        CommandRun run = CommandRun.of("demo", "--model", model, "--json", json, "--out", out);
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
        assertThat(run.output())
                .startsWith("Images: ")
                .contains("broken", out.resolve("index.html").toString());

        List<BrokenUpload> broken = BrokenUploads.all();
        List<Upload> painted = PaintedUploads.all();
        long rejected = broken.stream()
                .filter(upload -> upload.expected() instanceof Expected.Rejection)
                .count();
        JsonNode summary = CommandRun.json(json);
        assertThat(summary.get("submitted").asInt()).isEqualTo(painted.size() + broken.size());
        assertThat(summary.get("rejections").asLong()).isEqualTo(rejected);
        assertThat(summary.get("verdicts").asLong()).isEqualTo(painted.size() + broken.size() - rejected);
        assertThat(summary.get("lost").asInt()).isZero();
        assertThat(summary.get("duplicates").asInt()).isZero();
        assertThat(summary.get("flagged").asInt()).isPositive();
        assertThat(summary.get("seconds").asDouble())
                .isGreaterThanOrEqualTo(summary.get("first_verdict_seconds").asDouble());
        assertThat(summary.get("detector").get("id").asText()).isEqualTo(FixtureDetector.METADATA.id());

        Map<String, JsonNode> outcomes = byImage(summary.get("outcomes"));
        broken.forEach(upload -> assertOutcome(upload, outcomes));
        painted.forEach(upload -> assertThat(outcome(outcomes, upload.name()).has("score"))
                .as(upload.name())
                .isTrue());
        assertPageNamesEveryFlaggedImage(Files.readString(out.resolve("index.html")), summary);
    }

    @Test
    void scoresAFolderAsCheckDoes() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        List<Upload> uploads = PaintedUploads.all().subList(0, FOLDER_SIZE);
        for (Upload upload : uploads) {
            Files.write(images.resolve(upload.name()), upload.payload().read());
        }
        Path checked = folder.resolve("check.json");
        Path streamed = folder.resolve("demo.json");
        assertThat(CommandRun.of("check", "--model", model, "--json", checked, images)
                        .exitCode())
                .isZero();
        CommandRun run = CommandRun.of(
                "demo", "--model", model, "--json", streamed, "--out", folder.resolve("out"), "--images", images);
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();

        Map<String, JsonNode> outcomes = byImage(CommandRun.json(streamed).get("outcomes"));
        assertThat(outcomes).hasSameSizeAs(uploads);
        for (JsonNode result : CommandRun.json(checked)) {
            String name = Path.of(result.get("path").asText()).getFileName().toString();
            JsonNode outcome = outcome(outcomes, name);
            assertThat(outcome.get("score").asDouble())
                    .as(name)
                    .isCloseTo(result.get("score").asDouble(), within(1e-6));
            assertThat(outcome.get("result").asText())
                    .as(name)
                    .isEqualTo(result.get("verdict").asText());
        }
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        CommandRun run = CommandRun.of("demo", "--images", folder.resolve("missing"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("missing is no folder");
    }

    @Test
    void failsInOneLineWhereTheDetectorIsMissing() {
        Path missing = folder.resolve("missing.onnx");
        CommandRun run = CommandRun.of("demo", "--model", missing, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .startsWith("tamis: ")
                .contains(missing.toString())
                .hasLineCount(1);
    }

    private static void assertOutcome(BrokenUpload upload, Map<String, JsonNode> outcomes) {
        String name = upload.event().name();
        JsonNode outcome = outcome(outcomes, name);
        if (upload.expected() instanceof Expected.Rejection rejection) {
            assertThat(outcome.get("result").asText()).as(name).isEqualTo("REJECTED");
            String reason = rejection.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            assertThat(outcome.get("why").asText()).as(name).startsWith(reason + ":");
        } else {
            assertThat(outcome.has("score")).as(name + ": " + outcome).isTrue();
        }
    }

    private static void assertPageNamesEveryFlaggedImage(String page, JsonNode summary) {
        int cards = page.split("<article class=\"card\">", -1).length - 1;
        assertThat(cards).isEqualTo(summary.get("flagged").asInt());
        for (JsonNode outcome : summary.get("outcomes")) {
            assertThat(page).contains(outcome.get("image").asText());
        }
    }

    private static JsonNode outcome(Map<String, JsonNode> outcomes, String image) {
        return Objects.requireNonNull(outcomes.get(image), image);
    }

    private static Map<String, JsonNode> byImage(JsonNode outcomes) {
        Map<String, JsonNode> byImage = new HashMap<>();
        outcomes.forEach(outcome -> byImage.put(outcome.get("image").asText(), outcome));
        return byImage;
    }
}
