package dev.tamis.generator.diffusion.export;

import dev.tamis.vision.onnx.OnnxGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A pipeline built as Stable Diffusion 1.4 is, with some ten thousand weights that a seed drew in place of a billion that learned: its
 * images show nothing, but every part runs. Its tokenizer has 600 tokens.
 */
public final class TinyPipeline {
    private static final long SEED = 1;
    private static final int VOCABULARY = 600;
    private static final int TOKENS = 77;
    private static final long STATE = 16;

    static final TextEncoderGraph.Sizes TEXT_ENCODER =
            new TextEncoderGraph.Sizes(VOCABULARY, TOKENS, STATE, 1, 2, 2 * STATE);
    static final UnetGraph.Sizes UNET = new UnetGraph.Sizes(4, List.of(8L, 16L), 1, 2, STATE, 4);
    static final VaeDecoderGraph.Sizes VAE_DECODER = new VaeDecoderGraph.Sizes(4, List.of(4L, 4L, 8L, 8L), 1, 2);

    private static final String SCHEDULER = """
            {
              "_class_name": "EulerAncestralDiscreteScheduler",
              "beta_end": 0.012,
              "beta_schedule": "scaled_linear",
              "beta_start": 0.00085,
              "num_train_timesteps": 1000,
              "prediction_type": "epsilon",
              "set_alpha_to_one": false,
              "steps_offset": 1
            }
            """;

    private TinyPipeline() {}

    /** Writes the pipeline's files, over those that are there; always the same bytes. */
    public static void write(Path folder) throws IOException {
        Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
        copy("vocab.json", tokenizer);
        copy("merges.txt", tokenizer);
        Files.writeString(
                Files.createDirectories(folder.resolve("scheduler")).resolve("scheduler_config.json"), SCHEDULER);
        write(folder.resolve("text_encoder"), TextEncoderGraph.of(TEXT_ENCODER, new RandomWeights(SEED)));
        write(folder.resolve("unet"), UnetGraph.of(UNET, new RandomWeights(SEED)));
        write(folder.resolve("vae_decoder"), VaeDecoderGraph.of(VAE_DECODER, new RandomWeights(SEED)));
    }

    private static void write(Path folder, OnnxGraph graph) throws IOException {
        Files.write(
                Files.createDirectories(folder).resolve("model.onnx"),
                graph.toModel().build().toByteArray());
    }

    private static void copy(String name, Path folder) throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(TinyPipeline.class.getResourceAsStream("tiny/" + name), name)) {
            Files.write(folder.resolve(name), resource.readAllBytes());
        }
    }
}
