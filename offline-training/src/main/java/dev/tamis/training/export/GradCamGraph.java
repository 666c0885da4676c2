package dev.tamis.training.export;

import static dev.tamis.vision.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.tamis.vision.onnx.OnnxGraph;
import java.util.List;

/**
 * Adds Grad-CAM (Selvaraju et al. 2017; equation 9 of Bird and Lotfi 2024) to a network's graph as plain forward operators:
 * ONNX Runtime has no gradients.
 *
 * <p>Grad-CAM needs no whole gradient, only its mean over the cells of each channel of the last feature map. From the sign of
 * the logit (the class explained is the predicted one; for FAKE it is the gradient of minus the logit) it goes back through
 * the dense layers, each masked where its ReLU gave nothing. A max-pool hands the gradient of a pooled cell to exactly one
 * cell and an average shares it out, so the sum over a channel passes both unchanged: the first dense matrix, summed over each
 * channel's pooled cells and divided by the channel's cells, gives the channel weights.
 *
 * <p>Its operators mean the same in every opset from 11 on, whatever the network's.
 */
public final class GradCamGraph {
    private static final float SMALLEST_PEAK = 1e-12f;

    private final OnnxGraph graph;
    private final FeatureMap features;
    private final List<DenseStep> dense;

    /**
     * Explains a network.
     *
     * @param features what is explained, followed by a max-pool, an average over its cells, both or neither
     * @param dense the layers from there to the logit, at least one
     */
    public GradCamGraph(OnnxGraph graph, FeatureMap features, List<DenseStep> dense) {
        this.graph = graph;
        this.features = features;
        this.dense = dense;
    }

    /** Adds output {@code heatmap}, {@code [n, height, width]}, from 0 to 1. */
    public void add(int height, int width) {
        graph.constant("zero", new float[] {0});
        String map = weightedFeatures(channelWeights(gradientOfFirstDense()));
        String resized = resize(map, height, width);
        graph.constant("smallest_peak", new float[] {SMALLEST_PEAK});
        String peak = graph.node("gradcam.peak", "GlobalMaxPool", List.of(resized));
        String divisor = graph.node("gradcam.divisor", "Max", List.of(peak, "smallest_peak"));
        String normalised = graph.node("gradcam.normalised", "Div", List.of(resized, divisor));
        graph.integers("image_size", -1, height, width);
        graph.node("heatmap", "Reshape", List.of(normalised, "image_size"));
        graph.output("heatmap", height, width);
    }

    /** Gradient of the predicted class's logit by the sum of the first dense layer, {@code [n, outputs]}. */
    private String gradientOfFirstDense() {
        String gradient = signOfPrediction();
        for (int i = dense.size() - 1; i > 0; i--) {
            String below = dense.get(i - 1).activation();
            String name = "gradcam." + below;
            String active = graph.node(name + ".active", "Greater", List.of(below, "zero"));
            String mask = graph.node(
                    name + ".mask", "Cast", List.of(active), attribute("to", TensorProto.DataType.FLOAT.getNumber()));
            String back = graph.node(
                    name + ".back", "Gemm", List.of(gradient, dense.get(i).weights()), attribute("transB", 1));
            gradient = graph.node(name, "Mul", List.of(back, mask));
        }
        return gradient;
    }

    private String signOfPrediction() {
        graph.constant("real", new float[] {1});
        graph.constant("fake", new float[] {-1});
        String logit = dense.get(dense.size() - 1).activation();
        String isReal = graph.node("gradcam.is_real", "Greater", List.of(logit, "zero"));
        return graph.node("gradcam.sign", "Where", List.of(isReal, "real", "fake"));
    }

    /** Mean gradient of each channel, {@code [n, channels]}. */
    private String channelWeights(String gradient) {
        int outputs = dense.get(0).outputs();
        String matrix = graph.constant("gradcam.channel_matrix", channelMatrix(), outputs, features.channels());
        return graph.node("gradcam.channel_weights", "MatMul", List.of(gradient, matrix));
    }

    /** The first dense matrix, summed over each channel's cells and transposed: {@code [outputs, channels]}. */
    private float[] channelMatrix() {
        DenseStep first = dense.get(0);
        int pooledCells = first.matrix().length / first.outputs() / features.channels();
        double[] sums = new double[first.outputs() * features.channels()];
        for (int i = 0; i < first.matrix().length; i++) {
            int channel = i / first.outputs() / pooledCells;
            int output = i % first.outputs();
            sums[output * features.channels() + channel] += first.matrix()[i];
        }
        float[] matrix = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            matrix[i] = (float) (sums[i] / features.cells());
        }
        return matrix;
    }

    /** {@code ReLU(sum of weight x channel)}, {@code [n, 1, height, width]} of the features. */
    private String weightedFeatures(String weights) {
        graph.integers("row_of_channels", -1, 1, features.channels());
        graph.integers("channels_of_cells", -1, features.channels(), features.cells());
        graph.integers("one_feature_map", -1, 1, features.height(), features.width());
        String row = graph.node("gradcam.row", "Reshape", List.of(weights, "row_of_channels"));
        String cells = graph.node("gradcam.cells", "Reshape", List.of(features.name(), "channels_of_cells"));
        String sum = graph.node("gradcam.sum", "MatMul", List.of(row, cells));
        String positive = graph.node("gradcam.positive", "Relu", List.of(sum));
        return graph.node("gradcam.map", "Reshape", List.of(positive, "one_feature_map"));
    }

    private String resize(String map, int height, int width) {
        float rows = (float) height / features.height();
        float columns = (float) width / features.width();
        graph.constant("resize_factors", new float[] {1, 1, rows, columns}, 4);
        graph.constant("no_region", new float[0], 0);
        return graph.node(
                "gradcam.resized",
                "Resize",
                List.of(map, "no_region", "resize_factors"),
                attribute("mode", "linear"),
                attribute("coordinate_transformation_mode", "half_pixel"));
    }
}
