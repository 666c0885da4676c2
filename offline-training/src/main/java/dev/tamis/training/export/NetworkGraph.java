package dev.tamis.training.export;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.layer.BatchNorm;
import dev.tamis.training.network.layer.Convolution;
import dev.tamis.training.network.layer.MaxPool;
import dev.tamis.training.network.layer.StyleRecalibration;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.OnnxGraph;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Translates a network of {@link dev.tamis.training.network.Architectures} to an ONNX graph: input {@code image}, {@code [n, 3,
 * height, width]}; outputs {@code probability_real}, {@code [n, 1]}, and {@code heatmap}, {@code [n, height, width]}, the
 * Grad-CAM of the predicted class.
 */
final class NetworkGraph {
    private static final List<Long> POOL = List.of(2L, 2L);

    /** As ONNX orders them. */
    static final List<String> NORM_PARAMETERS = List.of(
            BatchNormalizationParamInitializer.GAMMA,
            BatchNormalizationParamInitializer.BETA,
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR);

    // Names of constants, after that of their layer; DetectorWeights reads them back.
    static final String WEIGHTS = ".weights";
    static final String BIAS = ".bias";
    static final String OF_MEAN = ".of_mean";
    static final String OF_DEVIATION = ".of_deviation";

    /** The output layer's name here. */
    static final String LOGIT = "logit";

    private final OnnxGraph graph = new OnnxGraph("cifake_cnn");
    private final Map<String, FeatureMap> maps = new HashMap<>();
    private final List<DenseStep> dense = new ArrayList<>();
    private FeatureMap explained;

    private NetworkGraph(PreprocessSpec spec) {
        String image = graph.input(Architecture.IMAGE, RgbImage.CHANNELS, spec.height(), spec.width());
        explained = new FeatureMap(image, RgbImage.CHANNELS, spec.height(), spec.width());
        maps.put(image, explained);
    }

    /**
     * Translates a network.
     *
     * @throws IllegalArgumentException where it has a layer of another kind
     */
    static GraphProto of(ComputationGraph network, PreprocessSpec spec) {
        NetworkGraph translation = new NetworkGraph(spec);
        for (int index : network.topologicalSortOrder()) {
            GraphVertex vertex = network.getVertices()[index];
            if (!vertex.isInputVertex()) {
                translation.add(vertex, inputs(network, vertex));
            }
        }
        new GradCamGraph(translation.graph, translation.explained, translation.dense).add(spec.height(), spec.width());
        return translation.graph.toProto();
    }

    private static List<String> inputs(ComputationGraph network, GraphVertex vertex) {
        return Arrays.stream(vertex.getInputVertices())
                .map(VertexIndices::getVertexIndex)
                .map(index -> network.getVertices()[index].getVertexName())
                .toList();
    }

    private void add(GraphVertex vertex, List<String> inputs) {
        String name = vertex.getVertexName();
        if (vertex instanceof ElementWiseVertex) {
            graph.node(name, "Add", inputs);
            maps.put(name, map(inputs.get(0)).named(name));
        } else if (vertex.hasLayer()) {
            add(name, inputs.get(0), vertex.getLayer());
        } else {
            throw unknown(vertex.getClass());
        }
    }

    private void add(String name, String input, Layer layer) {
        Object kind = layer.conf().getLayer();
        if (kind instanceof Convolution convolution) {
            addConvolution(name, input, layer, convolution);
        } else if (kind instanceof BatchNorm norm) {
            addBatchNorm(name, input, layer, norm);
        } else if (kind instanceof StyleRecalibration recalibration) {
            addRecalibration(name, input, layer, recalibration);
        } else if (kind instanceof ActivationLayer) {
            explain(
                    name,
                    graph.node(name, "Relu", List.of(input)),
                    map(input).channels(),
                    map(input).width());
        } else if (kind instanceof MaxPool) {
            graph.node(name, "MaxPool", List.of(input), attribute("kernel_shape", POOL), attribute("strides", POOL));
            maps.put(
                    name,
                    FeatureMap.square(name, map(input).channels(), map(input).width() / 2));
        } else if (kind instanceof GlobalPoolingLayer) {
            graph.node(name + ".cells", "GlobalAveragePool", List.of(input));
            graph.node(name, "Flatten", List.of(name + ".cells"));
        } else if (kind instanceof DenseLayer) {
            dense.add(addGemm(name, input, layer, name + ".sum"));
            graph.node(name, "Relu", List.of(name + ".sum"));
        } else if (kind instanceof DropoutLayer) {
            graph.node(name, "Identity", List.of(input));
        } else if (kind instanceof OutputLayer) {
            dense.add(addGemm(LOGIT, input, layer, LOGIT));
            graph.node(name, "Sigmoid", List.of(LOGIT));
            graph.output(name, 1);
        } else {
            throw unknown(kind.getClass());
        }
    }

    private void addConvolution(String name, String input, Layer layer, Convolution convolution) {
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        int stride = convolution.getStride()[0];
        Padding padding = convolution.getConvolutionMode() == ConvolutionMode.Same
                ? Padding.same(map(input).width(), (int) weights.size(2), stride)
                : Padding.NONE;
        int size = (map(input).width() + padding.sum() - (int) weights.size(2)) / stride + 1;
        boolean relu = convolution.getActivationFn() instanceof ActivationReLU;
        List<String> operands =
                new ArrayList<>(List.of(input, graph.constant(name + WEIGHTS, values(weights), weights.shape())));
        if (convolution.hasBias()) {
            operands.add(graph.constant(name + BIAS, bias(layer), weights.size(0)));
        }
        String sum = graph.node(
                relu ? name + ".sum" : name,
                "Conv",
                operands,
                attribute("pads", padding.toOnnx()),
                attribute("strides", List.of((long) stride, (long) stride)));
        explain(name, relu ? graph.node(name, "Relu", List.of(sum)) : sum, (int) weights.size(0), size);
    }

    private void addBatchNorm(String name, String input, Layer layer, BatchNorm norm) {
        String output = addNormalisation(norm.isRelu() ? name + ".sum" : name, input, layer, norm.getEps());
        explain(
                name,
                norm.isRelu() ? graph.node(name, "Relu", List.of(output)) : output,
                map(input).channels(),
                map(input).width());
    }

    private void addRecalibration(String name, String input, Layer layer, StyleRecalibration recalibration) {
        float[] style = values(layer.getParam(StyleRecalibration.STYLE));
        int channels = style.length / 2;
        graph.constant(name + ".floor", new float[] {(float) StyleRecalibration.VARIANCE_FLOOR});
        graph.constant(name + OF_MEAN, Arrays.copyOf(style, channels), channels, 1, 1);
        graph.constant(name + OF_DEVIATION, Arrays.copyOfRange(style, channels, 2 * channels), channels, 1, 1);
        graph.node(name + ".mean_of_map", "GlobalAveragePool", List.of(input));
        graph.node(name + ".centred", "Sub", List.of(input, name + ".mean_of_map"));
        graph.node(name + ".squares", "Mul", List.of(name + ".centred", name + ".centred"));
        graph.node(name + ".variance_of_map", "GlobalAveragePool", List.of(name + ".squares"));
        graph.node(name + ".floored", "Add", List.of(name + ".variance_of_map", name + ".floor"));
        graph.node(name + ".deviation_of_map", "Sqrt", List.of(name + ".floored"));
        graph.node(name + ".weighed_mean", "Mul", List.of(name + ".mean_of_map", name + OF_MEAN));
        graph.node(name + ".weighed_deviation", "Mul", List.of(name + ".deviation_of_map", name + OF_DEVIATION));
        graph.node(name + ".style", "Add", List.of(name + ".weighed_mean", name + ".weighed_deviation"));
        String normalised = addNormalisation(name + ".normalised", name + ".style", layer, recalibration.getEps());
        graph.node(name + ".share", "Sigmoid", List.of(normalised));
        explain(
                name,
                graph.node(name, "Mul", List.of(input, name + ".share")),
                channels,
                map(input).width());
    }

    private String addNormalisation(String output, String input, Layer layer, double eps) {
        String name = layer.conf().getLayer().getLayerName();
        List<String> operands = new ArrayList<>(List.of(input));
        for (String parameter : NORM_PARAMETERS) {
            float[] values = values(layer.getParam(parameter));
            operands.add(graph.constant(name + "." + parameter, values, values.length));
        }
        return graph.node(output, "BatchNormalization", operands, attribute("epsilon", (float) eps));
    }

    /** Keeps a feature map, the latest of which Grad-CAM explains. */
    private void explain(String name, String tensor, int channels, int size) {
        explained = FeatureMap.square(tensor, channels, size);
        maps.put(name, explained);
    }

    private DenseStep addGemm(String name, String input, Layer layer, String output) {
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        boolean ofMap = maps.containsKey(input);
        String flat = ofMap ? graph.node("flat", "Flatten", List.of(input)) : input;
        float[] matrix = ofMap ? channelsFirst(weights, map(input).channels()) : values(weights);
        String constant = graph.constant(name + WEIGHTS, matrix, weights.shape());
        String bias = graph.constant(name + BIAS, bias(layer), weights.size(1));
        graph.node(output, "Gemm", List.of(flat, constant, bias));
        return new DenseStep(constant, matrix, (int) weights.size(1), name);
    }

    /** Rows of a dense layer's matrix in the order in which ONNX flattens a map; DL4J flattens it channels last. */
    private static float[] channelsFirst(INDArray matrix, int channels) {
        long pixels = matrix.size(0) / channels;
        return values(matrix.dup('c').reshape(pixels, channels, matrix.size(1)).permute(1, 0, 2));
    }

    private FeatureMap map(String name) {
        return Objects.requireNonNull(maps.get(name), () -> name + " is no feature map");
    }

    private static float[] bias(Layer layer) {
        return values(layer.getParam(DefaultParamInitializer.BIAS_KEY));
    }

    private static float[] values(INDArray parameter) {
        return parameter.dup('c').data().asFloat();
    }

    private static IllegalArgumentException unknown(Class<?> kind) {
        return new IllegalArgumentException("a layer that the exporter does not know: " + kind);
    }

    /**
     * Zeros around a feature map.
     *
     * @param before rows above and columns to the left
     * @param after rows below and columns to the right
     */
    private record Padding(int before, int after) {
        static final Padding NONE = new Padding(0, 0);

        /** What keeps the size, but for the stride; an odd zero comes after. */
        static Padding same(int size, int kernel, int stride) {
            int sum = Math.max(0, ((size + stride - 1) / stride - 1) * stride + kernel - size);
            return new Padding(sum / 2, sum - sum / 2);
        }

        int sum() {
            return before + after;
        }

        List<Long> toOnnx() {
            return List.of((long) before, (long) before, (long) after, (long) after);
        }
    }
}
