package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped detector, through the launcher: one file has one score, whoever asks. */
class OneScoreIT {
    private static final double TOLERANCE = 1e-6;

    /** The first uploads are painted fastest, and are PNG, JPEG, BMP and GIF. */
    private static final List<Upload> UPLOADS = PaintedUploads.all().subList(0, 12);

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path images = Path.of("");

    @BeforeEach
    void writeImages() throws IOException {
        images = Files.createDirectories(data().resolve("test"));
        for (int i = 0; i < UPLOADS.size(); i++) {
            Path label = Files.createDirectories(images.resolve(i % 2 == 0 ? "REAL" : "FAKE"));
            Files.write(
                    label.resolve(UPLOADS.get(i).name()),
                    UPLOADS.get(i).payload().read());
        }
    }

    @Test
    void evaluationCheckAndStreamGiveAFileTheSameScore() throws Exception {
        Map<String, Double> evaluated = evaluate();
        Map<String, Double> checked = check();
        Map<String, Double> streamed = stream();

        assertThat(evaluated).hasSameSizeAs(UPLOADS);
        assertThat(checked).hasSameSizeAs(UPLOADS);
        assertThat(streamed).hasSameSizeAs(UPLOADS);
        evaluated.forEach((name, score) -> {
            assertThat(checked.get(name)).as("check of " + name).isCloseTo(score, within(TOLERANCE));
            assertThat(streamed.get(name)).as("stream of " + name).isCloseTo(score, within(TOLERANCE));
        });
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, Double> evaluate() throws Exception {
        Path scores = folder.resolve("scores.csv");
        Path model = Launcher.HOME.resolve("deploy/models/detector.onnx");
        Launcher.run("evaluate", "--model", model, "--data", data(), "--scores", scores);
        Map<String, Double> byName = new HashMap<>();
        for (String line : Files.readAllLines(scores).subList(1, UPLOADS.size() + 1)) {
            String[] columns = line.split(",", -1);
            byName.put(name(columns[0].replace("\"", "")), Double.valueOf(columns[2]));
        }
        return byName;
    }

    private Map<String, Double> check() throws Exception {
        Path json = folder.resolve("check.json");
        Launcher.run("check", "--json", json, images);
        return scores(JSON.readTree(json.toFile()), "path");
    }

    private Map<String, Double> stream() throws Exception {
        Path json = folder.resolve("demo.json");
        Launcher.run("demo", "--images", images, "--json", json, "--out", folder.resolve("report"));
        return scores(JSON.readTree(json.toFile()).get("outcomes"), "image");
    }

    private static Map<String, Double> scores(JsonNode results, String nameField) {
        Map<String, Double> byName = new HashMap<>();
        results.forEach(result -> byName.put(
                name(result.get(nameField).asText()), result.get("score").asDouble()));
        return byName;
    }

    private static String name(String path) {
        return Path.of(path).getFileName().toString();
    }
}
