package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX classifier of another make, read and found to be one that can become a detector: one image in, the values of one
 * or two classes out, 32-bit floats, all weights inside.
 *
 * @param name what messages call the file
 * @param proto the file
 * @param input what its graph says of its input
 * @param output what the end of its graph says of its output
 */
public record ForeignModel(String name, ModelProto proto, ForeignInput input, ForeignOutput output) {
    /** What ONNX Runtime 1.28 reads at most. */
    private static final long LARGEST_IR_VERSION = 13;

    private static final long LARGEST_OPSET = 26;

    /** The first that has the operators of the Grad-CAM graph. */
    private static final long SMALLEST_OPSET = 11;

    private static final Set<Integer> SUPPORTED_CONSTANTS = Set.of(
            DataType.FLOAT.getNumber(),
            DataType.DOUBLE.getNumber(),
            DataType.INT32.getNumber(),
            DataType.INT64.getNumber(),
            DataType.BOOL.getNumber(),
            DataType.STRING.getNumber());

    /**
     * Reads a file.
     *
     * @throws UnusableDetectorException where it is no such classifier; the message names the file, what was expected and
     *     what was found
     */
    public static ForeignModel read(Path file) throws UnusableDetectorException {
        try {
            return of(file.toString(), ModelProto.parseFrom(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException e) {
            throw unusable(file.toString(), "an ONNX model expected, found other bytes: " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableDetectorException("model " + file + " cannot be read: " + e, e);
        }
    }

    private static ForeignModel of(String name, ModelProto proto) throws UnusableDetectorException {
        GraphProto graph = proto.getGraph();
        if (graph.getNodeCount() == 0) {
            throw unusable(name, "an ONNX model expected, found no node of a network");
        }
        requireVersions(name, proto);
        requireWholeFloats(name, graph);
        List<ValueInfoProto> inputs = inputs(graph);
        if (inputs.size() != 1) {
            throw unusable(name, "one input expected, the image, found " + names(inputs));
        }
        if (graph.getOutputCount() != 1) {
            throw unusable(name, "one output expected, the classes' values, found " + names(graph.getOutputList()));
        }
        try {
            return new ForeignModel(
                    name,
                    proto,
                    ForeignInput.of(inputs.get(0)),
                    ForeignOutput.of(new GraphIndex(graph), graph.getOutput(0).getName()));
        } catch (IllegalArgumentException e) {
            throw unusable(name, e.getMessage());
        }
    }

    /** The number of its weights. */
    long parameters() {
        return proto.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == DataType.FLOAT.getNumber())
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, Math::multiplyExact))
                .sum();
    }

    /** What stands in the way of using the file, as a message to its owner. */
    UnusableDetectorException unusable(@Nullable String what) {
        return unusable(name, what);
    }

    /** The graph does not take as many images at a time as a detector is given. */
    UnusableDetectorException fixed(Exception cause) {
        return unusable(
                "a graph that takes any number of images at a time expected; exported with a dynamic batch it may be"
                        + " one: " + cause.getMessage());
    }

    private static UnusableDetectorException unusable(String name, @Nullable String what) {
        return new UnusableDetectorException("model " + name + ": " + what);
    }

    private static void requireVersions(String name, ModelProto proto) throws UnusableDetectorException {
        if (proto.getIrVersion() > LARGEST_IR_VERSION) {
            throw unusable(
                    name,
                    "IR version %d at most expected, found %d".formatted(LARGEST_IR_VERSION, proto.getIrVersion()));
        }
        long opset = proto.getOpsetImportList().stream()
                .filter(operators ->
                        operators.getDomain().isEmpty() || operators.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
        if (opset < SMALLEST_OPSET || opset > LARGEST_OPSET) {
            throw unusable(
                    name,
                    "opset %d to %d expected, found %d; onnx.version_converter changes it"
                            .formatted(SMALLEST_OPSET, LARGEST_OPSET, opset));
        }
    }

    private static void requireWholeFloats(String name, GraphProto graph) throws UnusableDetectorException {
        for (TensorProto tensor : constants(graph).toList()) {
            if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
                throw unusable(
                        name,
                        "weights inside the file expected, found '" + tensor.getName()
                                + "' in another; onnx.save(onnx.load(FILE), OUT) brings them together");
            }
            if (!SUPPORTED_CONSTANTS.contains(tensor.getDataType())) {
                throw unusable(
                        name,
                        "32-bit weights expected, found %s '%s'"
                                .formatted(typeName(tensor.getDataType()), tensor.getName()));
            }
        }
    }

    /** The weights, and the constants among the nodes, but for those of branches and loops. */
    private static Stream<TensorProto> constants(GraphProto graph) {
        return Stream.concat(
                graph.getInitializerList().stream(),
                graph.getNodeList().stream()
                        .map(NodeProto::getAttributeList)
                        .flatMap(List::stream)
                        .filter(attribute -> attribute.hasT())
                        .map(attribute -> attribute.getT()));
    }

    /** Before IR version 4, weights are also inputs. */
    private static List<ValueInfoProto> inputs(GraphProto graph) {
        Set<String> weights =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        return graph.getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
    }

    private static List<String> names(List<ValueInfoProto> values) {
        return values.stream().map(ValueInfoProto::getName).toList();
    }

    /** A tensor's type as a person knows it. */
    static String typeName(int number) {
        DataType type = DataType.forNumber(number);
        return type == null ? "type " + number : type.name();
    }
}
