package dev.tamis.generator.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.generator.diffusion.DiffusionPipeline.StepListener;
import dev.tamis.generator.diffusion.export.OtherShapes;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiffusionPipelineTest {
    private static final GenerationRequest REQUEST = request("a photograph of a horse", 7);

    @TempDir
    private Path folder;

    @BeforeEach
    void writePipeline() throws IOException {
        TinyPipeline.write(folder);
    }

    private static GenerationRequest request(String prompt, long seed) {
        return new GenerationRequest(prompt, "", seed, SchedulerKind.EULER_ANCESTRAL, 5, 7.5, 64, 32);
    }

    @Test
    void makesTheSamePixelsOfTheSameRequestOnOneOrFourThreads() throws Exception {
        RgbImage once = generate(InferenceSettings.CPU, REQUEST).get(0).image();
        RgbImage again =
                generate(InferenceSettings.CPU.withThreads(4), REQUEST).get(0).image();

        assertThat(once.width()).isEqualTo(64);
        assertThat(once.height()).isEqualTo(32);
        assertThat(again).isEqualTo(once);
    }

    @Test
    void makesOtherPixelsOfAnotherSeedPromptNegativePromptOrScheduler() throws Exception {
        List<GenerationRequest> others = List.of(
                REQUEST,
                REQUEST.withSeed(8),
                request("a photograph of a ship", 7),
                new GenerationRequest(REQUEST.prompt(), "rain", 7, REQUEST.scheduler(), 5, 7.5, 64, 32),
                new GenerationRequest(REQUEST.prompt(), "", 7, SchedulerKind.EULER, 5, 7.5, 64, 32),
                new GenerationRequest(REQUEST.prompt(), "", 7, REQUEST.scheduler(), 6, 7.5, 64, 32),
                new GenerationRequest(REQUEST.prompt(), "", 7, REQUEST.scheduler(), 5, 1, 64, 32));
        List<RgbImage> images = new ArrayList<>();
        for (GenerationRequest other : others) {
            images.add(generate(InferenceSettings.CPU, other).get(0).image());
        }
        assertThat(images).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void makesInABatchWhatItMakesAlone(SchedulerKind kind) throws Exception {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            requests.add(new GenerationRequest("frog " + seed, "", seed, kind, 4, 3, 32, 32));
        }
        List<GeneratedImage> together = generate(InferenceSettings.CPU, requests.toArray(GenerationRequest[]::new));

        for (GeneratedImage image : together) {
            assertThat(image.image())
                    .isEqualTo(generate(InferenceSettings.CPU, image.request())
                            .get(0)
                            .image());
        }
    }

    @Test
    void saysThatAPromptWasCut() throws Exception {
        assertThat(generate(InferenceSettings.CPU, request("horse ".repeat(80), 1))
                        .get(0)
                        .promptCut())
                .isTrue();
        assertThat(generate(InferenceSettings.CPU, REQUEST).get(0).promptCut()).isFalse();
    }

    @Test
    void takesTheCpuWhereThereIsNoGpuAndSaysWhy() throws Exception {
        try (DiffusionPipeline pipeline = DiffusionPipeline.load(folder, InferenceSettings.on(ExecutionDevice.AUTO))) {
            assertThat(pipeline.device()).isIn(ExecutionDevice.CPU, ExecutionDevice.CUDA);
            assertThat(pipeline.fallback().isPresent()).isEqualTo(pipeline.device() == ExecutionDevice.CPU);
        }
    }

    @Test
    void refusesABatchOfDifferentKinds() throws Exception {
        GenerationRequest wider = new GenerationRequest("", "", 1, SchedulerKind.EULER_ANCESTRAL, 5, 7.5, 64, 64);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(InferenceSettings.CPU, REQUEST, wider))
                .withMessage("requests of one scheduler, steps, guidance and size expected");
    }

    @Test
    void refusesRequestsThatNoPipelineCanMake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GenerationRequest("", "", 1, SchedulerKind.DDIM, 5, 7.5, 60, 64))
                .withMessage("a width of 8 to 4,096 pixels and a multiple of 8 expected, found 60");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GenerationRequest("", "", 1, SchedulerKind.DDIM, 0, 7.5, 64, 64))
                .withMessage("1 to 1,000 steps expected, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GenerationRequest("", "", 1, SchedulerKind.DDIM, 5, Double.NaN, 64, 64))
                .withMessageStartingWith("a guidance of 1 to 100 expected");
    }

    @ParameterizedTest
    @CsvSource({
        "unet/model.onnx",
        "text_encoder/model.onnx",
        "vae_decoder/model.onnx",
        "scheduler/scheduler_config.json",
        "tokenizer/vocab.json"
    })
    void namesAFileThatIsMissing(String file) throws Exception {
        Files.delete(folder.resolve(file));

        assertThatItIsRefused(folder.resolve(file) + ": not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vae_decoder | unet | unet/model.onnx: an input sample expected, found latent_sample",
                "unet | vae_decoder | vae_decoder/model.onnx: an input latent_sample expected, found encoder_hidden_states, sample, timestep",
                "unet | text_encoder | text_encoder/model.onnx: an input input_ids expected, found encoder_hidden_states, sample, timestep",
            })
    void namesANetworkThatIsAnother(String from, String to, String message) throws Exception {
        Files.write(
                folder.resolve(to).resolve("model.onnx"),
                Files.readAllBytes(folder.resolve(from).resolve("model.onnx")));

        assertThatItIsRefused(message);
    }

    @Test
    void namesANetworkOfOtherShapes() throws Exception {
        OtherShapes.writeUnetOfContext(24, folder);

        assertThatItIsRefused(
                "unet/model.onnx, input encoder_hidden_states: FLOAT or FLOAT16 [*, 77, 16] expected, found FLOAT [*, *, 24]");
    }

    @Test
    void namesAFileThatIsNoNetwork() throws Exception {
        Files.writeString(folder.resolve("unet/model.onnx"), "no network");

        assertThatItIsRefused("unet/model.onnx: ");
    }

    @ParameterizedTest
    @CsvSource({
        "beta_schedule, squaredcos_cap_v2, 'linear or scaled_linear expected, found squaredcos_cap_v2'",
        "prediction_type, v_prediction, 'epsilon expected, found v_prediction'"
    })
    void namesASchedulerThatItDoesNotKnow(String key, String value, String message) throws Exception {
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"), "{\"%s\": \"%s\"}".formatted(key, value));

        assertThatItIsRefused("scheduler_config.json, " + key + ": " + message);
    }

    private void assertThatItIsRefused(String message) {
        assertThatThrownBy(() ->
                        DiffusionPipeline.load(folder, InferenceSettings.CPU).close())
                .isInstanceOf(UnusablePipelineException.class)
                .hasMessageContaining(message);
    }

    private List<GeneratedImage> generate(InferenceSettings settings, GenerationRequest... requests) throws Exception {
        try (DiffusionPipeline pipeline = DiffusionPipeline.load(folder, settings)) {
            return pipeline.generate(List.of(requests), StepListener.NONE);
        }
    }
}
