package dev.tamis.training.foreign;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.tamis.training.export.FeatureMap;
import dev.tamis.training.foreign.ClassifierHead.Layer;
import dev.tamis.training.foreign.GraphIndex.Constant;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a graph back from its logits to the last feature map: over dense layers with ReLU between them, a flattening, pools and
 * transpositions, all of which have one varying input. What else it meets ends the way.
 */
final class HeadWalk {
    private static final Set<String> SHAPE_ONLY =
            Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze");

    private static final Set<String> POOLS =
            Set.of("MaxPool", "AveragePool", "GlobalMaxPool", "GlobalAveragePool", "ReduceMean", "ReduceMax");

    /** Their tensors have their channels first, by the ONNX specification. */
    private static final Set<String> CHANNELS_FIRST = Set.of(
            "Conv",
            "ConvTranspose",
            "BatchNormalization",
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "GlobalMaxPool");

    /** Their tensors have the layout of what they are given. */
    private static final Set<String> ELEMENTWISE = Set.of(
            "Add",
            "Clip",
            "Concat",
            "Div",
            "Dropout",
            "Elu",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Mish",
            "Mul",
            "PRelu",
            "Relu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Sub",
            "Tanh");

    private static final List<Long> TO_CHANNELS_LAST = List.of(0L, 2L, 3L, 1L);
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);

    private static final int RANK = 4;

    private final GraphIndex graph;
    private final Map<String, long[]> shapes;
    private final Renaming renaming;
    private final Deque<Layer> layers = new ArrayDeque<>();
    private final Deque<NodeProto> pools = new ArrayDeque<>();

    /** Where the walk stands. */
    private String tensor = "";

    /** From there to the activation; none just before a ReLU. */
    private Optional<Matrix> weights = Optional.empty();

    private String activation = "";

    /**
     * Prepares a walk.
     *
     * @param shapes of the tensors of {@link #tensors} for one image
     * @param renaming gives the names that the detector file has for tensors
     */
    HeadWalk(GraphIndex graph, Map<String, long[]> shapes, Renaming renaming) {
        this.graph = graph;
        this.shapes = shapes;
        this.renaming = renaming;
    }

    /**
     * Walks.
     *
     * @param logits name of the tensor with the logits of the classes
     * @param decision how they make the logit of REAL
     */
    ClassifierHead walk(String logits, Layer decision) throws UnexplainableException {
        tensor = logits;
        weights = Optional.of(decision.weights());
        activation = decision.activation();
        while (isVector()) {
            passDense();
        }
        return features();
    }

    /** The tensors that the walk may meet, from the logits back. */
    static List<String> tensors(GraphIndex graph, String logits) {
        Set<String> seen = new HashSet<>();
        List<String> tensors = new ArrayList<>();
        Optional<String> tensor = Optional.of(logits);
        while (tensor.isPresent() && seen.add(tensor.get())) {
            tensors.add(tensor.get());
            tensor = graph.producer(tensor.get()).filter(HeadWalk::isPassed).flatMap(graph::flow);
        }
        return tensors;
    }

    private static boolean isPassed(NodeProto node) {
        return SHAPE_ONLY.contains(node.getOpType())
                || POOLS.contains(node.getOpType())
                || Set.of("Gemm", "MatMul", "Conv", "Add", "Relu", "Transpose").contains(node.getOpType());
    }

    /** All dimensions of an image but one are 1. */
    private boolean isVector() throws UnexplainableException {
        long[] shape = shape(tensor);
        return Arrays.stream(shape).skip(1).filter(length -> length > 1).count() <= 1;
    }

    private void passDense() throws UnexplainableException {
        NodeProto node = producer();
        String operator = node.getOpType();
        if (SHAPE_ONLY.contains(operator) || operator.equals("Transpose")) {
            tensor = node.getInput(0);
        } else if (POOLS.contains(operator)) {
            pools.push(node);
            tensor = node.getInput(0);
        } else if (operator.equals("Relu")) {
            passRelu(node);
        } else if (operator.equals("Add")) {
            tensor = onlyVarying(node);
        } else {
            Matrix matrix = matrix(node).orElseThrow(() -> end(node));
            weights = Optional.of(weights.map(matrix::times).orElse(matrix));
            tensor = onlyVarying(node);
        }
    }

    private void passRelu(NodeProto node) {
        weights.ifPresent(matrix -> {
            layers.push(new Layer(matrix, activation));
            activation = renaming.of(node.getOutput(0));
        });
        weights = Optional.empty();
        tensor = node.getInput(0);
    }

    /** The weights of a dense layer, {@code [inputs, outputs]}, in whatever operator it stands. */
    private Optional<Matrix> matrix(NodeProto node) {
        return switch (node.getOpType()) {
            case "MatMul" -> constant(node).filter(HeadWalk::isMatrix).map(HeadWalk::matrix);
            case "Gemm" ->
                GraphIndex.integer(node, "transA", 0) == 0 && !hasOtherAlpha(node)
                        ? constant(node)
                                .map(HeadWalk::matrix)
                                .map(matrix ->
                                        GraphIndex.integer(node, "transB", 0) == 0 ? matrix : matrix.transposed())
                        : Optional.empty();
            case "Conv" ->
                constant(node).filter(kernel -> coversItsInput(node, kernel)).map(HeadWalk::ofConvolution);
            default -> Optional.empty();
        };
    }

    private Optional<Constant> constant(NodeProto node) {
        return graph.floats(node.getInput(1));
    }

    private static boolean isMatrix(Constant constant) {
        return constant.dimensions().size() == 2;
    }

    private static Matrix matrix(Constant constant) {
        return new Matrix(
                Math.toIntExact(constant.dimensions().get(0)),
                Math.toIntExact(constant.dimensions().get(1)),
                constant.values());
    }

    private static boolean hasOtherAlpha(NodeProto node) {
        return GraphIndex.attribute(node, "alpha").map(AttributeProto::getF).orElse(1f) != 1;
    }

    /** Such a convolution is a dense layer over channel, row and column. */
    private boolean coversItsInput(NodeProto node, Constant kernel) {
        long[] input = shapes.getOrDefault(node.getInput(0), new long[0]);
        return kernel.dimensions().size() == RANK
                && input.length == RANK
                && kernel.dimensions().get(1) == input[1]
                && kernel.dimensions().get(2) == input[2]
                && kernel.dimensions().get(3) == input[3]
                && GraphIndex.integers(node, "pads").stream().allMatch(pad -> pad == 0);
    }

    private static Matrix ofConvolution(Constant kernel) {
        int outputs = Math.toIntExact(kernel.dimensions().get(0));
        return new Matrix(outputs, kernel.values().length / outputs, kernel.values()).transposed();
    }

    private ClassifierHead features() throws UnexplainableException {
        String flattened = tensor;
        NodeProto node = producer();
        while (isPooling(node)) {
            pools.push(node);
            tensor = node.getInput(0);
            node = producer();
        }
        Layout layout = layout(tensor);
        FeatureMap features = map(layout);
        Layout last = passForward(layout);
        Matrix first = weights.orElseThrow(() ->
                new UnexplainableException("no dense layer between its ReLU and the feature map '" + tensor + "'"));
        if (first.rows() % features.channels() != 0) {
            throw new UnexplainableException(
                    "%d inputs of the first dense layer are no multiple of the %d channels of '%s'"
                            .formatted(first.rows(), features.channels(), flattened));
        }
        layers.push(new Layer(last == Layout.NCHW ? first : first.channelsFirst(features.channels()), activation));
        return new ClassifierHead(features, layout, List.copyOf(layers));
    }

    private FeatureMap map(Layout layout) throws UnexplainableException {
        long[] shape = shape(tensor);
        if (shape.length != RANK) {
            throw new UnexplainableException("the feature map '%s' has %d dimensions".formatted(tensor, shape.length));
        }
        int rows = layout == Layout.NCHW ? 2 : 1;
        int channels = layout == Layout.NCHW ? 1 : 3;
        return new FeatureMap(
                renaming.of(tensor),
                Math.toIntExact(shape[channels]),
                Math.toIntExact(shape[rows]),
                Math.toIntExact(shape[rows + 1]));
    }

    private static boolean isPooling(NodeProto node) {
        return POOLS.contains(node.getOpType())
                || node.getOpType().equals("Transpose")
                || node.getOpType().equals("Identity")
                || node.getOpType().equals("Dropout");
    }

    /** The layout in which pools and transpositions leave the feature map. */
    private Layout passForward(Layout from) throws UnexplainableException {
        Layout layout = from;
        for (NodeProto node : pools) {
            layout = switch (node.getOpType()) {
                case "Transpose" -> transposed(node, layout);
                case "ReduceMean", "ReduceMax" -> reduced(node, layout);
                case "Identity", "Dropout" -> layout;
                default -> pooled(node, layout);
            };
        }
        return layout;
    }

    private static Layout transposed(NodeProto node, Layout layout) throws UnexplainableException {
        List<Long> permutation = GraphIndex.integers(node, "perm");
        if (layout == Layout.NCHW && permutation.equals(TO_CHANNELS_LAST)) {
            return Layout.NHWC;
        }
        if (layout == Layout.NHWC && permutation.equals(TO_CHANNELS_FIRST)) {
            return Layout.NCHW;
        }
        throw end(node);
    }

    /** The sum of the gradient over a channel passes unchanged, unless an average counts zeros around the map. */
    private static Layout pooled(NodeProto node, Layout layout) throws UnexplainableException {
        boolean averagesPadding = node.getOpType().equals("AveragePool")
                && (GraphIndex.integer(node, "ceil_mode", 0) != 0
                        || (GraphIndex.integer(node, "count_include_pad", 0) != 0
                                && GraphIndex.integers(node, "pads").stream().anyMatch(pad -> pad != 0)));
        if (layout != Layout.NCHW || averagesPadding) {
            throw end(node);
        }
        return layout;
    }

    private Layout reduced(NodeProto node, Layout layout) throws UnexplainableException {
        List<Long> axes = node.getInputCount() > 1
                ? graph.integers(node.getInput(1)).orElseThrow(() -> end(node))
                : GraphIndex.integers(node, "axes");
        List<Long> positive = axes.stream()
                .map(axis -> axis < 0 ? axis + RANK : axis)
                .sorted()
                .toList();
        if (!positive.equals(layout == Layout.NCHW ? List.of(2L, 3L) : List.of(1L, 2L))) {
            throw end(node);
        }
        return layout;
    }

    /** The layout of a feature map, as the convolution or transposition before it left it. */
    private Layout layout(String map) throws UnexplainableException {
        NodeProto node = graph.producer(map).orElseThrow(() -> undecided(map));
        if (CHANNELS_FIRST.contains(node.getOpType())) {
            return Layout.NCHW;
        }
        if (node.getOpType().equals("Transpose")) {
            List<Long> permutation = GraphIndex.integers(node, "perm");
            if (permutation.equals(TO_CHANNELS_LAST)) {
                return Layout.NHWC;
            }
            if (permutation.equals(TO_CHANNELS_FIRST)) {
                return Layout.NCHW;
            }
        }
        if (!ELEMENTWISE.contains(node.getOpType())) {
            throw end(node);
        }
        return layout(graph.flow(node).orElseThrow(() -> undecided(map)));
    }

    private UnexplainableException undecided(String map) {
        return new UnexplainableException("'" + map + "' is not made by a convolution");
    }

    private long[] shape(String name) throws UnexplainableException {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new UnexplainableException("'" + name + "' is no part of a classifier's head");
        }
        return shape;
    }

    private NodeProto producer() throws UnexplainableException {
        return graph.producer(tensor)
                .orElseThrow(() -> new UnexplainableException("no feature map between input and output"));
    }

    private String onlyVarying(NodeProto node) throws UnexplainableException {
        long varying = node.getInputList().stream()
                .filter(input -> !input.isEmpty() && !graph.isConstant(input))
                .count();
        if (varying != 1) {
            throw end(node);
        }
        return graph.flow(node).orElseThrow();
    }

    private static UnexplainableException end(NodeProto node) {
        return new UnexplainableException(
                "the way back from the logits ends at %s '%s'".formatted(node.getOpType(), node.getName()));
    }
}
