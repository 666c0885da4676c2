package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tamis.vision.onnx.InferenceSettings;
import dev.tamis.vision.onnx.OnnxSessions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScoreOnlyTest {
    private static final int VALUES = 3 * 32 * 32;

    @Test
    void scoresAsTheWholeDetectorDoes() throws IOException, OrtException {
        byte[] whole = Files.readAllBytes(Path.of("..", ShippedDetector.PATH));

        try (OrtSession maps = OnnxSessions.open(whole, InferenceSettings.CPU);
                OrtSession scores = OnnxSessions.open(ScoreOnly.of(whole), InferenceSettings.CPU)) {
            assertThat(scores.getOutputNames()).containsExactly("probability_real");
            assertThat(probability(scores)).isEqualTo(probability(maps));
        }
    }

    private static float probability(OrtSession session) throws OrtException {
        FloatBuffer pixels = FloatBuffer.allocate(VALUES);
        Random random = new Random(1);
        while (pixels.hasRemaining()) {
            pixels.put(random.nextFloat());
        }
        try (OnnxTensor image = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), pixels.flip(), new long[] {1, 3, 32, 32});
                OrtSession.Result outputs = session.run(Map.of("image", image))) {
            return ((OnnxTensor) outputs.get("probability_real").orElseThrow())
                    .getFloatBuffer()
                    .get();
        }
    }
}
