package dev.tamis.benchmarks;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tamis.vision.onnx.OnnxGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network that computes with floating-point numbers of 16 bits. Its inputs and outputs stay as they are, of 32 bits, so that whoever
 * ran the network runs this one.
 */
final class HalfPrecision {
    private static final String SUFFIX = ".fp16";
    private static final String CAST = "Cast";
    private static final String RESIZE = "Resize";
    private static final float LARGEST = 65_504;

    /** The smallest number above zero. */
    private static final float SMALLEST = 0x1p-24f;

    private final GraphProto graph;

    /** Values of 32 bits outside the network. */
    private final Set<String> outside;

    private HalfPrecision(GraphProto graph) {
        this.graph = graph;
        this.outside = Stream.concat(graph.getInputList().stream(), graph.getOutputList().stream())
                .filter(HalfPrecision::isFloat)
                .map(ValueInfoProto::getName)
                .collect(Collectors.toSet());
    }

    /**
     * Converts a network whose constants are of 32 bits.
     *
     * @throws IllegalArgumentException where the file is no ONNX model, or has a constant beyond what 16 bits hold
     */
    static byte[] of(byte[] model) {
        try {
            ModelProto proto = ModelProto.parseFrom(model);
            return proto.toBuilder()
                    .setGraph(new HalfPrecision(proto.getGraph()).converted())
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no ONNX file: " + e.getMessage(), e);
        }
    }

    private GraphProto converted() {
        Set<String> factors = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals(RESIZE))
                .flatMap(node -> node.getInputList().stream().skip(1)) // which are of 32 bits whatever is resized
                .collect(Collectors.toSet());
        GraphProto.Builder half =
                graph.toBuilder().clearNode().clearInitializer().clearValueInfo();
        for (TensorProto constant : graph.getInitializerList()) {
            half.addInitializer(factors.contains(constant.getName()) ? constant : half(constant));
        }
        for (ValueInfoProto input : graph.getInputList()) {
            if (isFloat(input)) {
                half.addNode(cast(input.getName(), input.getName() + SUFFIX, TensorProto.DataType.FLOAT16));
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            half.addNode(half(node));
        }
        for (ValueInfoProto output : graph.getOutputList()) {
            if (isFloat(output)) {
                half.addNode(cast(output.getName() + SUFFIX, output.getName(), TensorProto.DataType.FLOAT));
            }
        }
        return half.build();
    }

    private static boolean isFloat(ValueInfoProto value) {
        return value.getType().getTensorType().getElemType() == TensorProto.DataType.FLOAT.getNumber();
    }

    private static NodeProto cast(String from, String to, TensorProto.DataType type) {
        return NodeProto.newBuilder()
                .setName(to + ".cast")
                .setOpType(CAST)
                .addInput(from)
                .addOutput(to)
                .addAttribute(OnnxGraph.attribute("to", type.getNumber()))
                .build();
    }

    private NodeProto half(NodeProto node) {
        NodeProto.Builder half = node.toBuilder().clearInput().clearOutput().clearAttribute();
        node.getInputList().forEach(name -> half.addInput(inside(name)));
        node.getOutputList().forEach(name -> half.addOutput(inside(name)));
        for (AttributeProto attribute : node.getAttributeList()) {
            half.addAttribute(half(node, attribute));
        }
        return half.build();
    }

    private static AttributeProto half(NodeProto node, AttributeProto attribute) {
        if (attribute.hasT()) {
            return attribute.toBuilder().setT(half(attribute.getT())).build();
        }
        if (node.getOpType().equals(CAST) && attribute.getI() == TensorProto.DataType.FLOAT.getNumber()) {
            return OnnxGraph.attribute(attribute.getName(), TensorProto.DataType.FLOAT16.getNumber());
        }
        return attribute;
    }

    private String inside(String name) {
        return outside.contains(name) ? name + SUFFIX : name;
    }

    private static TensorProto half(TensorProto constant) {
        if (constant.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
            return constant;
        }
        List<Float> values = values(constant);
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> bytes.putShort(half(constant.getName(), value)));
        return constant.toBuilder()
                .setDataType(TensorProto.DataType.FLOAT16.getNumber())
                .clearFloatData()
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build();
    }

    private static List<Float> values(TensorProto constant) {
        if (!constant.hasRawData()) {
            return constant.getFloatDataList();
        }
        FloatBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return IntStream.range(0, raw.remaining()).mapToObj(raw::get).toList();
    }

    /** What is divided by must not become zero. */
    private static short half(String name, float value) {
        if (Math.abs(value) > LARGEST) {
            throw new IllegalArgumentException("constant %s holds %s, which 16 bits cannot".formatted(name, value));
        }
        boolean vanishes = value != 0 && Math.abs(value) < SMALLEST;
        return Fp16Conversions.floatToFp16(vanishes ? Math.copySign(SMALLEST, value) : value);
    }
}
