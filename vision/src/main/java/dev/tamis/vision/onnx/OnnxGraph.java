package dev.tamis.vision.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An ONNX graph under construction. Every node has one output, and node and output share a name, so that the graph reads
 * well in a viewer. All tensors are 32-bit floats unless said otherwise.
 */
public final class OnnxGraph {
    private static final int OPSET = 18;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph;

    public OnnxGraph(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** Goes on with a graph of another make. */
    public OnnxGraph(GraphProto graph) {
        this.graph = graph.toBuilder();
    }

    /**
     * Declares an input.
     *
     * @param dimensions each a size, or a name for any
     */
    public void input(String name, TensorProto.DataType type, String... dimensions) {
        graph.addInput(tensor(name, type, dimensions));
    }

    /**
     * Declares an output, which a node of this name must give.
     *
     * @param dimensions each a size, or a name for any
     */
    public void output(String name, TensorProto.DataType type, String... dimensions) {
        graph.addOutput(tensor(name, type, dimensions));
    }

    /** Declares an input {@code [n, dimensions...]} with any n. */
    public String input(String name, long... dimensions) {
        graph.addInput(tensor(name, dimensions));
        return name;
    }

    /** Declares an output {@code [n, dimensions...]} with any n, which a node of this name must give. */
    public void output(String name, long... dimensions) {
        graph.addOutput(tensor(name, dimensions));
    }

    /** Adds a node. */
    public String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    /** Adds a constant; without dimensions, a scalar. */
    public String constant(String name, float[] values, long... dimensions) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Adds a constant vector of 64-bit integers, as operators take shapes and axes. */
    public String integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    public static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static AttributeProto attribute(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    public static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    public GraphProto toProto() {
        return graph.build();
    }

    /** A model of this graph, as a file holds it. */
    public ModelProto.Builder toModel() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tamis")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
    }

    private static ValueInfoProto tensor(String name, long... dimensions) {
        return tensor(
                name,
                TensorProto.DataType.FLOAT,
                Stream.concat(Stream.of("n"), Arrays.stream(dimensions).mapToObj(Long::toString))
                        .toArray(String[]::new));
    }

    private static ValueInfoProto tensor(String name, TensorProto.DataType type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            TensorShapeProto.Dimension.Builder size = shape.addDimBuilder();
            if (Character.isDigit(dimension.charAt(0))) {
                size.setDimValue(Long.parseLong(dimension));
            } else {
                size.setDimParam(dimension);
            }
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
