package dev.tamis.generator.diffusion;

import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Path;

/** The network that finds the noise in latents. Used by one thread at a time. */
final class Unet implements AutoCloseable {
    private static final String LATENTS = "sample";
    private static final String TIMESTEP = "timestep";
    private static final String STATES = "encoder_hidden_states";
    private static final String NOISE = "out_sample";

    private final OnnxNetwork network;

    private Unet(OnnxNetwork network) {
        this.network = network;
    }

    /**
     * Loads a network.
     *
     * @param tokens how many states a prompt has
     * @param width how many values a state has
     * @throws UnusablePipelineException where the file is none, or does not go with the text encoder
     */
    static Unet load(Path file, long tokens, long width, InferenceSettings settings) throws UnusablePipelineException {
        OnnxNetwork network = OnnxNetwork.open(file, settings);
        try {
            long[] latents = {OnnxNetwork.ANY, Latents.CHANNELS, OnnxNetwork.ANY, OnnxNetwork.ANY};
            network.requireInput(LATENTS, OnnxNetwork.FLOATS, latents);
            network.requireInput(TIMESTEP, OnnxNetwork.NUMBERS, new long[0], new long[] {OnnxNetwork.ANY});
            network.requireInput(STATES, OnnxNetwork.FLOATS, new long[] {OnnxNetwork.ANY, tokens, width});
            network.requireOutput(NOISE, OnnxNetwork.FLOATS, latents);
            return new Unet(network);
        } catch (UnusablePipelineException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * The noise in latents.
     *
     * @param latents {@code [n, 4, height, width]}
     * @param states {@code [n, tokens, width]}
     * @return {@code [n, 4, height, width]}
     */
    float[] noise(Latents latents, double timestep, float[] states, long tokens) {
        long[] shape = latents.shape();
        return network.run()
                .floats(LATENTS, latents.values(), shape)
                .number(TIMESTEP, timestep)
                .floats(STATES, states, shape[0], tokens, states.length / shape[0] / tokens)
                .output(NOISE);
    }

    @Override
    public void close() {
        network.close();
    }
}
