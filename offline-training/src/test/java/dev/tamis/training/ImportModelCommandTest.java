package dev.tamis.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.training.foreign.ForeignNetworks;
import dev.tamis.vision.detector.OnnxDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportModelCommandTest {
    private static final List<String> ANSWERS =
            List.of("--channel-order", "bgr", "--mean", "0.45", "--std", "0.225", "--classes", "fake,real");

    @TempDir
    private Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void writeClassifier() throws IOException {
        Files.write(folder.resolve("keras.onnx"), ForeignNetworks.keras().toByteArray());
    }

    @Test
    void calibratesOnHalfOfTheImagesAndMeasuresOnTheOther() throws Exception {
        PaintedDataSet.paint(folder.resolve("images"), 40);

        assertThat(run("--data", path("images"), "--json", path("import.json")))
                .as(stderr::toString)
                .isZero();

        assertThat(stdout.toString()).contains("parity on 8 images", "AUROC", "is ready");
        try (OnnxDetector detector = OnnxDetector.load(folder.resolve("detector.onnx"))) {
            assertThat(detector.metadata().id()).isEqualTo("keras");
            assertThat(detector.metadata().evaluation()).containsKeys("accuracy", "auroc", "parameters");
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("import.json").toFile())
                            .get("sha256")
                            .asText())
                    .isEqualTo(detector.sha256());
        }
    }

    @Test
    void writesACardForEditorsAndOneForBrowsers() throws Exception {
        assertThat(run("--thresholds", "0.3,0.7")).as(stderr::toString).isZero();

        assertThat(folder.resolve("detector.md")).content().contains("# Detector keras", "| input | `image`", "BGR");
        assertThat(folder.resolve("detector.html"))
                .content()
                .contains("<h1>Detector keras</h1>", "<td align=\"left\">input</td>");
    }

    @Test
    void callsMissingAnswersBadUsage() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(stderr.toString()).contains("Missing required options", "--thresholds");
        assertThat(folder.resolve("detector.onnx")).doesNotExist();
    }

    @Test
    void callsAnUnusableClassifierAFailedRun() throws IOException {
        Files.writeString(folder.resolve("keras.onnx"), "a text");

        assertThat(run("--thresholds", "0.3,0.7")).isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(stderr.toString()).startsWith("tamis: model " + path("keras.onnx") + ": an ONNX model expected");
    }

    private int run(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("import-model", "--model", path("keras.onnx"), "--out", path("detector.onnx")));
        arguments.addAll(ANSWERS);
        arguments.addAll(List.of(more));
        return TrainingCli.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
