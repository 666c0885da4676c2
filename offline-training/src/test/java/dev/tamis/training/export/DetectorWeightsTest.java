package dev.tamis.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import dev.tamis.training.train.TrainingFailedException;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class DetectorWeightsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6x1",
                "4x2-d8",
                "4x3-d8x2",
                "cnn2d",
                "modified-cnn2d",
                "three-conv",
                "base-cnn",
                "srm-cnn",
                "tamis"
            })
    void bringsBackTheVeryNetworkThatWasExported(String name) throws IOException, TrainingFailedException {
        Architecture architecture = Architectures.named(name);
        ComputationGraph network = architecture.create(Optimiser.plain(), 1);
        network.setParams(Nd4j.rand(DataType.FLOAT, network.params().shape())); // running moments too
        DetectorMetadata metadata = metadata(architecture, Map.of("network", name));
        Path file = Files.write(folder.resolve("detector.onnx"), DetectorFile.of(network, metadata));

        DetectorWeights.Restored restored = DetectorWeights.read(file, metadata);

        assertThat(restored.architecture().name()).isEqualTo(name);
        assertThat(restored.network().params()).isEqualTo(network.params());
    }

    @Test
    void saysWhereAFileNamesNoNetworkOrAnother() throws IOException {
        Architecture architecture = Architectures.named("cnn2d");
        DetectorMetadata without = metadata(architecture, Map.of());
        Path file = Files.write(
                folder.resolve("detector.onnx"), DetectorFile.of(architecture.create(Optimiser.plain(), 1), without));

        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> DetectorWeights.read(file, without))
                .withMessageContaining(file + " does not say which network it holds");
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> DetectorWeights.read(file, metadata(architecture, Map.of("network", "16x3"))))
                .withMessageContaining(file + " holds another network than it says");
        assertThatExceptionOfType(TrainingFailedException.class)
                .isThrownBy(() -> DetectorWeights.read(file, metadata(architecture, Map.of("network", "gone"))))
                .withMessageContaining("no network 'gone'");
    }

    private static DetectorMetadata metadata(Architecture architecture, Map<String, String> figures) {
        return new DetectorMetadata(
                "test", architecture.input(), Calibration.NONE, new Thresholds(0.2, 0.8), InputRange.ANY, figures);
    }
}
