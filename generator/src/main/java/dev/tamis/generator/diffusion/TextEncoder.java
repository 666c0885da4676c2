package dev.tamis.generator.diffusion;

import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** CLIP's text encoder: the ids of prompts become states that the {@link Unet} attends to. Used by one thread at a time. */
final class TextEncoder implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String STATES = "last_hidden_state";

    private final OnnxNetwork network;
    private final int length;
    private final long width;

    private TextEncoder(OnnxNetwork network, int length, long width) {
        this.network = network;
        this.length = length;
        this.width = width;
    }

    /**
     * Loads an encoder.
     *
     * @param length of the rows of ids
     * @throws UnusablePipelineException where the file is none
     */
    static TextEncoder load(Path file, int length, InferenceSettings settings) throws UnusablePipelineException {
        OnnxNetwork network = OnnxNetwork.open(file, settings);
        try {
            network.requireInput(IDS, OnnxNetwork.INTEGERS, new long[] {OnnxNetwork.ANY, length});
            network.requireOutput(STATES, OnnxNetwork.FLOATS, new long[] {OnnxNetwork.ANY, length, OnnxNetwork.ANY});
            int values = new TextEncoder(network, length, 1).encode(List.of(new int[length])).length;
            if (values % length != 0) {
                throw network.mismatch(STATES, "values for each of %d tokens".formatted(length), values);
            }
            return new TextEncoder(network, length, values / length);
        } catch (UnusablePipelineException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** How many values the state of a token has. */
    long width() {
        return width;
    }

    /**
     * Encodes prompts.
     *
     * @return {@code [n, length, width]}
     */
    float[] encode(List<int[]> prompts) {
        int[] ids = prompts.stream().flatMapToInt(Arrays::stream).toArray();
        return network.run().integers(IDS, ids, prompts.size(), length).output(STATES);
    }

    @Override
    public void close() {
        network.close();
    }
}
