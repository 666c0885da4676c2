package dev.tamis.generator.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An image step by step, beside what the published classes of transformers and diffusers make of the same weights in 64 bits:
 * {@code pipeline_trace.py} put them there.
 */
class PipelineTraceTest {
    private static final JsonNode TRACE = Fixture.read("pipeline-trace.json");

    /** What the networks' 32 bits make of it; a wrong epsilon of a norm would be three times as far. */
    private static final Offset<Double> OF_NETWORKS = within(5e-6);

    private static final Offset<Double> OF_LATENTS = within(2e-4);

    @TempDir
    private Path folder;

    private GenerationRequest request;

    @BeforeEach
    void writePipeline() throws Exception {
        TinyPipeline.write(folder);
        JsonNode wanted = TRACE.get("request");
        request = new GenerationRequest(
                wanted.get("prompt").asText(),
                wanted.get("negative_prompt").asText(),
                wanted.get("seed").asLong(),
                SchedulerKind.EULER_ANCESTRAL,
                wanted.get("steps").asInt(),
                wanted.get("guidance").asDouble(),
                wanted.get("width").asInt(),
                wanted.get("height").asInt());
    }

    /** Whoever changes the exporter makes the trace anew. */
    @Test
    void isOfTheseNetworks() throws Exception {
        for (var network : TRACE.get("sha256").properties()) {
            assertThat(OnnxDetector.sha256(Files.readAllBytes(folder.resolve(network.getKey()))))
                    .as(network.getKey())
                    .isEqualTo(network.getValue().asText());
        }
    }

    @Test
    void encodesTheText() throws Exception {
        ClipTokenizer tokenizer = ClipTokenizer.read(folder.resolve("tokenizer"));
        try (TextEncoder encoder = TextEncoder.load(
                folder.resolve("text_encoder/model.onnx"), tokenizer.length(), InferenceSettings.CPU)) {
            for (JsonNode text : TRACE.get("text")) {
                int[] ids = tokenizer.tokenize(text.get("prompt").asText()).ids();
                assertThat(ids)
                        .containsExactly(text.get("ids")
                                .valueStream()
                                .mapToInt(JsonNode::asInt)
                                .toArray());
                float[] states = encoder.encode(List.of(ids));
                int width = (int) encoder.width();
                for (var token : text.get("states").properties()) {
                    int from = Integer.parseInt(token.getKey()) * width;
                    assertThat(doubles(states, from, width))
                            .containsExactly(Fixture.numbers(token.getValue()), OF_NETWORKS);
                }
            }
        }
    }

    @Test
    void findsTheNoise() throws Exception {
        ClipTokenizer tokenizer = ClipTokenizer.read(folder.resolve("tokenizer"));
        try (TextEncoder encoder = TextEncoder.load(
                        folder.resolve("text_encoder/model.onnx"), tokenizer.length(), InferenceSettings.CPU);
                Unet unet = Unet.load(
                        folder.resolve("unet/model.onnx"),
                        tokenizer.length(),
                        encoder.width(),
                        InferenceSettings.CPU)) {
            Scheduler scheduler = request.scheduler().start(NoiseSchedule.STABLE_DIFFUSION, request.steps());
            double[] latent = Fixture.numbers(TRACE.get("initial_latent"));
            for (String prompt : List.of("negative", "prompt")) {
                float[] input = new float[latent.length];
                for (int i = 0; i < input.length; i++) {
                    input[i] = (float) (latent[i] / scheduler.inputDivisor(0));
                }
                int[] ids = tokenizer
                        .tokenize(TRACE.get("text").get(prompt).get("prompt").asText())
                        .ids();
                float[] noise = unet.noise(
                        new Latents(input, 1, request.height() / 8, request.width() / 8),
                        scheduler.timestep(0),
                        encoder.encode(List.of(ids)),
                        tokenizer.length());
                assertThat(doubles(noise, 0, noise.length))
                        .containsExactly(
                                Fixture.numbers(TRACE.get("noise_step_0").get(prompt)), OF_NETWORKS);
            }
        }
    }

    @Test
    void goesTheSameWay() throws Exception {
        Scheduler scheduler = request.scheduler().start(NoiseSchedule.STABLE_DIFFUSION, request.steps());
        GaussianNoise noise = new GaussianNoise(request.seed());
        for (double value : Fixture.numbers(TRACE.get("initial_latent"))) {
            assertThat(noise.getAsDouble() * scheduler.initialSigma()).isCloseTo(value, within(1e-12));
        }
        List<double[]> steps = new ArrayList<>();
        RgbImage image;
        try (DiffusionPipeline pipeline = DiffusionPipeline.load(folder, InferenceSettings.CPU)) {
            image = pipeline.generate(
                            List.of(request),
                            (step, latents) -> steps.add(latents.get(0).clone()))
                    .get(0)
                    .image();
        }

        assertThat(steps).hasSize(request.steps());
        for (int step = 0; step < steps.size(); step++) {
            assertThat(steps.get(step))
                    .as("after step %d", step)
                    .containsExactly(Fixture.numbers(TRACE.get("latents").get(step)), OF_LATENTS);
        }
        byte[] expected = HexFormat.of().parseHex(TRACE.get("pixels_hex").asText());
        assertThat(image.rgb()).hasSameSizeAs(expected);
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((image.rgb()[i] & 0xff) - (expected[i] & 0xff));
            assertThat(difference).isLessThanOrEqualTo(1); // near the middle of two values
            different += difference;
        }
        assertThat(different).isLessThan(20);
    }

    private static double[] doubles(float[] values, int from, int count) {
        double[] doubles = new double[count];
        for (int i = 0; i < count; i++) {
            doubles[i] = values[from + i];
        }
        return doubles;
    }
}
