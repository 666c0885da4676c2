package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph's nodes by what they give, and its constants by name. */
final class GraphIndex {
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    GraphIndex(GraphProto graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            if (node.getOpType().equals("Constant")) {
                attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
            }
        }
    }

    /** The node that gives a tensor; none for an input or a weight. */
    Optional<NodeProto> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    boolean isConstant(String tensor) {
        return constants.containsKey(tensor);
    }

    /** The constant of this name, where it has floats. */
    Optional<Constant> floats(String tensor) {
        return Optional.ofNullable(constants.get(tensor))
                .filter(constant -> constant.getDataType() == DataType.FLOAT.getNumber())
                .map(constant -> new Constant(constant.getDimsList(), floats(constant)));
    }

    /** The constant of this name, where it has 64-bit integers. */
    Optional<List<Long>> integers(String tensor) {
        return Optional.ofNullable(constants.get(tensor))
                .filter(constant -> constant.getDataType() == DataType.INT64.getNumber())
                .map(GraphIndex::integers);
    }

    /** The first input of a node that is no constant: what flows through it. */
    Optional<String> flow(NodeProto node) {
        return node.getInputList().stream()
                .filter(input -> !input.isEmpty() && !isConstant(input))
                .findFirst();
    }

    static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    static long integer(NodeProto node, String name, long otherwise) {
        return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    static List<Long> integers(NodeProto node, String name) {
        return attribute(node, name).map(AttributeProto::getIntsList).orElse(List.of());
    }

    /**
     * A constant tensor.
     *
     * @param values in row-major order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Constant(List<Long> dimensions, float[] values) {}

    private static float[] floats(TensorProto tensor) {
        if (tensor.hasRawData()) {
            float[] values = new float[tensor.getRawData().size() / Float.BYTES];
            littleEndian(tensor).asFloatBuffer().get(values);
            return values;
        }
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return values;
    }

    private static List<Long> integers(TensorProto tensor) {
        if (!tensor.hasRawData()) {
            return tensor.getInt64DataList();
        }
        long[] values = new long[tensor.getRawData().size() / Long.BYTES];
        littleEndian(tensor).asLongBuffer().get(values);
        return Arrays.stream(values).boxed().toList();
    }

    private static ByteBuffer littleEndian(TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
