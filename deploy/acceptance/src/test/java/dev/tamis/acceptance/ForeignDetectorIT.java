package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.training.foreign.ForeignNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier of another make (224 px, channels last, BGR, softmax), through the launcher from its file to verdicts. */
class ForeignDetectorIT {
    private static final List<Upload> UPLOADS = PaintedUploads.all().subList(0, 6);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void runsInCheckAndStreamUnchanged() throws Exception {
        Path images = images();
        Path detector = importModel();
        Path checked = folder.resolve("check.json");
        Path streamed = folder.resolve("demo.json");

        Launcher.run("check", "--model", detector, "--overlay", folder.resolve("maps"), "--json", checked, images);
        Launcher.run(
                "demo", "--model", detector, "--images", images, "--json", streamed, "--out", folder.resolve("report"));

        Map<String, Double> scores = scores(JSON.readTree(checked.toFile()), "path");
        assertThat(scores).hasSameSizeAs(UPLOADS);
        scores(JSON.readTree(streamed.toFile()).get("outcomes"), "image")
                .forEach((name, score) -> assertThat(score).as(name).isCloseTo(scores.get(name), within(1e-6)));
        assertThat(folder.resolve("maps")).isDirectoryContaining("glob:**.png");
    }

    private Path importModel() throws Exception {
        Path classifier = folder.resolve("keras.onnx");
        Path detector = folder.resolve("imported/detector.onnx");
        Files.write(classifier, ForeignNetworks.keras().toByteArray());
        Launcher.run(
                "import-model",
                "--model",
                classifier,
                "--out",
                detector,
                "--channel-order",
                "bgr",
                "--mean",
                "0.406,0.456,0.485",
                "--std",
                "0.225,0.224,0.229",
                "--classes",
                "fake,real",
                "--thresholds",
                "0.3,0.7");
        return detector;
    }

    private Path images() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (Upload upload : UPLOADS) {
            Files.write(images.resolve(upload.name()), upload.payload().read());
        }
        return images;
    }

    private static Map<String, Double> scores(JsonNode results, String nameField) {
        Map<String, Double> byName = new TreeMap<>();
        results.forEach(result -> byName.put(
                String.valueOf(Path.of(result.get(nameField).asText()).getFileName()),
                result.get("score").asDouble()));
        return byName;
    }
}
