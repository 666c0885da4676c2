package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.OnnxGraph;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HalfPrecisionTest {
    @Test
    void answersNearlyAsTheDetectorDoes() throws Exception {
        byte[] whole = Files.readAllBytes(Path.of("..", ShippedDetector.PATH));
        List<RgbImage> images = SeededImages.of(PreprocessSpec.CIFAKE, 20, 1);

        try (OnnxDetector detector = OnnxDetector.load(whole, "32 bits");
                OnnxDetector half = OnnxDetector.load(HalfPrecision.of(whole), "16 bits")) {
            List<Detection> expected = detector.detect(images);
            List<Detection> found = half.detect(images);

            double difference = 0;
            for (int i = 0; i < images.size(); i++) {
                assertThat(found.get(i).score())
                        .isBetween(
                                expected.get(i).score() - 0.02, expected.get(i).score() + 0.02);
                difference = Math.max(
                        difference,
                        Math.abs(expected.get(i).score() - found.get(i).score()));
            }
            assertThat(difference).as("16 bits are in use").isPositive();
        }
    }

    @Test
    void refusesAConstantThatSixteenBitsDoNotHold() {
        OnnxGraph graph = new OnnxGraph("large");
        graph.constant("weight", new float[] {70_000}, 1);

        byte[] model = graph.toModel().build().toByteArray();

        assertThatThrownBy(() -> HalfPrecision.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("constant weight holds 70000.0, which 16 bits cannot");
    }

    @Test
    void keepsWhatIsDividedByAboveZero() throws Exception {
        OnnxGraph graph = new OnnxGraph("small");
        graph.constant("divisor", new float[] {1e-12f}, 1);

        byte[] half = HalfPrecision.of(graph.toModel().build().toByteArray());

        TensorProto divisor = ModelProto.parseFrom(half).getGraph().getInitializer(0);
        assertThat(divisor.getDataType()).isEqualTo(TensorProto.DataType.FLOAT16.getNumber());
        assertThat(divisor.getRawData().toByteArray()).containsExactly(1, 0);
    }
}
