package dev.tamis.training.export;

import static dev.tamis.training.export.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Translates a {@link dev.tamis.training.network.CifakeCnn} of any topology to an ONNX graph: input {@code image}, {@code
 * [n, 3, 32, 32]}; outputs {@code probability_real}, {@code [n, 1]}, and {@code heatmap}, {@code [n, 32, 32]}, the Grad-CAM
 * of the predicted class.
 */
final class NetworkGraph {
    private static final String PROBABILITY_REAL = "probability_real";
    private static final List<Long> SAME_3X3 = List.of(1L, 1L, 1L, 1L);
    private static final List<Long> POOL = List.of(2L, 2L);

    private final OnnxGraph graph = new OnnxGraph("cifake_cnn");
    private final List<FeatureMap> convolutions = new ArrayList<>();
    private final List<DenseStep> dense = new ArrayList<>();
    private String last;
    private int size;

    private NetworkGraph(PreprocessSpec spec) {
        this.last = graph.input("image", RgbImage.CHANNELS, spec.height(), spec.width());
        this.size = spec.width();
    }

    /**
     * Translates a network.
     *
     * @throws IllegalArgumentException where it has a layer of another kind
     */
    static GraphProto of(MultiLayerNetwork network, PreprocessSpec spec) {
        NetworkGraph translation = new NetworkGraph(spec);
        for (Layer layer : network.getLayers()) {
            translation.add(layer);
        }
        translation.finish(spec);
        return translation.graph.toProto();
    }

    private void add(Layer layer) {
        Object kind = layer.conf().getLayer();
        if (kind instanceof ConvolutionLayer) {
            addConvolution(layer);
        } else if (kind instanceof SubsamplingLayer) {
            addMaxPool();
        } else if (kind instanceof DenseLayer) {
            addDense(layer);
        } else if (kind instanceof OutputLayer) {
            dense.add(addGemm(layer, "logit", "logit"));
        } else {
            throw new IllegalArgumentException("a layer that the exporter does not know: " + kind);
        }
    }

    private void addConvolution(Layer layer) {
        String name = "conv" + (convolutions.size() + 1);
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        String filters = graph.constant(name + ".weights", values(weights), weights.shape());
        String bias = graph.constant(name + ".bias", bias(layer), weights.size(0));
        String sum = graph.node(name + ".sum", "Conv", List.of(last, filters, bias), attribute("pads", SAME_3X3));
        last = graph.node(name, "Relu", List.of(sum));
        convolutions.add(new FeatureMap(name, (int) weights.size(0), size));
    }

    private void addMaxPool() {
        String name = "pool" + convolutions.size();
        last = graph.node(name, "MaxPool", List.of(last), attribute("kernel_shape", POOL), attribute("strides", POOL));
        size /= 2;
    }

    private void addDense(Layer layer) {
        String name = "dense" + (dense.size() + 1);
        DenseStep step = addGemm(layer, name + ".sum", name);
        last = graph.node(name, "Relu", List.of(last));
        dense.add(step);
    }

    private DenseStep addGemm(Layer layer, String output, String activation) {
        if (dense.isEmpty()) {
            last = graph.node("flat", "Flatten", List.of(last));
        }
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        float[] matrix = values(weights);
        String name = graph.constant(activation + ".weights", matrix, weights.shape());
        String bias = graph.constant(activation + ".bias", bias(layer), weights.size(1));
        last = graph.node(output, "Gemm", List.of(last, name, bias));
        return new DenseStep(name, matrix, (int) weights.size(1), activation);
    }

    private void finish(PreprocessSpec spec) {
        graph.node(PROBABILITY_REAL, "Sigmoid", List.of(last));
        graph.output(PROBABILITY_REAL, 1);
        new GradCamGraph(graph, convolutions.get(convolutions.size() - 1), dense).add(spec.width());
    }

    private static float[] bias(Layer layer) {
        return values(layer.getParam(DefaultParamInitializer.BIAS_KEY));
    }

    private static float[] values(INDArray parameter) {
        return parameter.dup('c').data().asFloat();
    }
}
