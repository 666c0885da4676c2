package dev.tamis.training.foreign;

import dev.tamis.training.export.DenseStep;
import dev.tamis.training.export.FeatureMap;
import dev.tamis.training.export.GradCamGraph;
import dev.tamis.vision.onnx.OnnxGraph;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.List;

/**
 * What a network does with its last feature map: pools it, perhaps, and leads it through dense layers to the logit of REAL.
 * All that Grad-CAM needs to know.
 *
 * @param features the last feature map
 * @param layout of its tensor
 * @param layers the dense layers from there to the logit
 */
record ClassifierHead(FeatureMap features, Layout layout, List<Layer> layers) {
    /**
     * A dense layer, or several that follow each other without ReLU.
     *
     * @param weights of the first layer ordered by channel and then cell of the pooled map
     * @param activation name of its output after ReLU; of the last layer, the logit
     */
    record Layer(Matrix weights, String activation) {}

    ClassifierHead {
        layers = List.copyOf(layers);
    }

    /** Adds output {@code heatmap}, {@code [n, height, width]}. */
    void explain(OnnxGraph graph, int height, int width) {
        List<DenseStep> steps = layers.stream().map(layer -> step(graph, layer)).toList();
        new GradCamGraph(graph, channelsFirst(graph), steps).add(height, width);
    }

    private FeatureMap channelsFirst(OnnxGraph graph) {
        if (layout == Layout.NCHW) {
            return features;
        }
        String transposed = graph.node(
                "gradcam.features",
                "Transpose",
                List.of(features.name()),
                OnnxGraph.attribute("perm", List.of(0L, 3L, 1L, 2L)));
        return new FeatureMap(transposed, features.channels(), features.height(), features.width());
    }

    /** The first layer's own matrix is not needed in the graph: Grad-CAM sums it by channel. */
    private DenseStep step(OnnxGraph graph, Layer layer) {
        String name = "gradcam.weights." + layers.indexOf(layer);
        Matrix weights = layer.weights;
        if (layers.indexOf(layer) > 0) {
            graph.constant(name, weights.values(), weights.rows(), weights.columns());
        }
        return new DenseStep(name, weights.values(), weights.columns(), layer.activation);
    }
}
