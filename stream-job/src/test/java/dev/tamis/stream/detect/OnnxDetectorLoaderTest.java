package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxDetectorLoaderTest {
    @TempDir
    private Path folder;

    @Test
    void loadsFromAPathAndFromAUri() throws Exception {
        Path file = written();
        OnnxDetectorLoader loader = new OnnxDetectorLoader();
        String sha256 = loader.profile(new DetectorReference(file.toString(), null))
                .identity()
                .getSha256();

        LoadedDetector loaded = loader.load(new DetectorReference(file.toUri().toString(), sha256));

        assertThat(loaded.sha256()).isEqualTo(sha256);
        assertThat(loaded.device()).isEqualTo("CPU");
        loaded.detector().close();
    }

    /** Whatever the file holds: nothing may look into one that is not the expected one. */
    @Test
    void refusesAnotherFileBeforeItLooksIntoIt() throws Exception {
        Path file = Files.writeString(folder.resolve("no model.onnx"), "no model");

        assertThatThrownBy(() -> new OnnxDetectorLoader().load(new DetectorReference(file.toString(), "0".repeat(64))))
                .isInstanceOf(UnusableDetectorException.class)
                .hasMessageContaining("SHA-256 " + "0".repeat(64));
    }

    @Test
    void saysWhatCannotBeRead() {
        for (String uri :
                new String[] {"/no/such/file", "nosuchscheme://models/detector.onnx", "file:///%%%", folder.toString()
                }) {
            assertThatThrownBy(() -> new OnnxDetectorLoader().load(new DetectorReference(uri, null)))
                    .as(uri)
                    .isInstanceOf(UnusableDetectorException.class)
                    .hasMessageContaining(uri);
        }
    }

    @Test
    void sharesASessionInATaskManager() throws Exception {
        DetectorReference file = new DetectorReference(written().toString(), null);
        OnnxDetectorLoader loader = new OnnxDetectorLoader(InferenceSettings.CPU, SessionScope.TASK_MANAGER);

        LoadedDetector first = loader.load(file);
        LoadedDetector second = loader.load(file);
        first.detector().close();

        assertThat(second.detector().metadata()).isEqualTo(FixtureDetector.METADATA);
        second.detector().close();
    }

    @Test
    void runsOnTheCpuWhereNoOtherDeviceIsThere() throws Exception {
        OnnxDetectorLoader loader =
                new OnnxDetectorLoader(InferenceSettings.on(ExecutionDevice.AUTO), SessionScope.SUBTASK);

        LoadedDetector loaded = loader.load(new DetectorReference(written().toString(), null));

        assertThat(loaded.device()).isIn("CPU", "CUDA");
        loaded.detector().close();
    }

    private Path written() {
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);
        return file;
    }
}
