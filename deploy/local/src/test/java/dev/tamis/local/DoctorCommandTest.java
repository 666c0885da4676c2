package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.vision.detector.FixtureDetector;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void findsEverythingThatTheTestsNeed() throws IOException {
        Path model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
        Path json = folder.resolve("doctor.json");
        CommandRun run = CommandRun.of("doctor", "--model", model, "--json", json);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Java", "ONNX Runtime", "CPU", "Leptonica", "RocksDB", "Loopback", "Disk")
                .contains(
                        FixtureDetector.METADATA.id(),
                        FixtureDetector.METADATA.preprocessing().fingerprint());
        JsonNode findings = CommandRun.json(json);
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.get("state").asText()).isEqualTo("OK"));
    }

    @Test
    void saysWhatToDoAboutADetectorThatIsMissing() {
        Path missing = folder.resolve("missing.onnx");
        CommandRun run = CommandRun.of("doctor", "--model", missing);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("problem  Detector", missing.toString(), "--model");
    }
}
