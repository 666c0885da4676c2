package dev.tamis.training.network;

import dev.tamis.training.file.Sha256;
import java.nio.ByteBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The weights of a network as one value. */
public final class Weights {
    private Weights() {}

    /** Names a network's weights: SHA-256 of all its parameters, 32-bit floats, big-endian, in DL4J's order. */
    public static String sha256(ComputationGraph network) {
        float[] values = network.params().dup().data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }
}
