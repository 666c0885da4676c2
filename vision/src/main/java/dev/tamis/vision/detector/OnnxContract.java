package dev.tamis.vision.detector;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.Arrays;
import java.util.Map;

/**
 * What a detector file declares of itself, checked against what every detector file has: input {@code image}, {@code [n,
 * 3, height, width]} or {@code [n, height, width, 3]}; outputs {@code probability_real}, {@code [n, 1]}, and {@code
 * heatmap}, {@code [n, rows, columns]}. All are 32-bit floats; {@code n} is any number of images.
 *
 * @param metadata the file's properties
 * @param mapWidth columns of the heat map
 * @param mapHeight rows of the heat map
 */
record OnnxContract(DetectorMetadata metadata, int mapWidth, int mapHeight) {
    static final String IMAGE = "image";
    static final String PROBABILITY_REAL = "probability_real";
    static final String HEATMAP = "heatmap";

    /** How ONNX Runtime reports a dimension of any length. */
    private static final long ANY = -1;

    private static final int MAP_DIMENSIONS = 3;

    /**
     * Reads and checks what a session's file declares.
     *
     * @throws IllegalArgumentException where the file breaks the contract; the message names what was expected and found
     */
    static OnnxContract of(OrtSession session) throws OrtException {
        DetectorMetadata metadata =
                DetectorMetadata.ofProperties(session.getMetadata().getCustomMetadata());
        if (session.getNumInputs() != 1) {
            throw new IllegalArgumentException("one input expected, found " + session.getInputNames());
        }
        requireShape(IMAGE, shape(session.getInputInfo(), IMAGE), imageShape(metadata.preprocessing(), ANY));
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        requireShape(PROBABILITY_REAL, shape(outputs, PROBABILITY_REAL), new long[] {ANY, 1});
        long[] map = shape(outputs, HEATMAP);
        if (map.length != MAP_DIMENSIONS || map[0] != ANY || map[1] < 1 || map[2] < 1) {
            throw new IllegalArgumentException(
                    "%s: shape [n, rows, columns] expected, found %s".formatted(HEATMAP, Arrays.toString(map)));
        }
        return new OnnxContract(metadata, Math.toIntExact(map[2]), Math.toIntExact(map[1]));
    }

    /** The shape of the input for a batch of this size. */
    static long[] imageShape(PreprocessSpec spec, long batch) {
        return switch (spec.layout()) {
            case NCHW -> new long[] {batch, RgbImage.CHANNELS, spec.height(), spec.width()};
            case NHWC -> new long[] {batch, spec.height(), spec.width(), RgbImage.CHANNELS};
        };
    }

    private static long[] shape(Map<String, NodeInfo> nodes, String name) {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name + " expected, found " + nodes.keySet());
        }
        if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            return tensor.getShape();
        }
        throw new IllegalArgumentException("%s: a tensor of floats expected, found %s".formatted(name, node.getInfo()));
    }

    private static void requireShape(String name, long[] found, long[] expected) {
        if (!Arrays.equals(found, expected)) {
            throw new IllegalArgumentException("%s: shape %s expected, where -1 is any number; found %s"
                    .formatted(name, Arrays.toString(expected), Arrays.toString(found)));
        }
    }
}
