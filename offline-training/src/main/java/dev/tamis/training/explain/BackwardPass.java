package dev.tamis.training.explain;

import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.layer.MaxPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One run of images forward through a network, and the gradients of each image's logit back through it, as DL4J computes them.
 * The logit explained is that of one class, the predicted one unless another is asked for: for FAKE it is minus the network's.
 *
 * <p>DL4J keeps the channels of a feature map last; here they come first, as in the exported file.
 *
 * @param activations output of every vertex, by name
 * @param gradients gradient of the logit by the same
 * @param layers names of the feature maps {@code [n, channels, rows, columns]}, from the image on; pooled ones are left out
 */
public record BackwardPass(Map<String, INDArray> activations, Map<String, INDArray> gradients, List<String> layers) {
    private static final int FEATURE_MAP_RANK = 4;

    /**
     * Runs images through a network.
     *
     * @param images {@code [n, height, width, 3]}
     */
    public static BackwardPass of(ComputationGraph network, INDArray images) {
        return of(network, images, BackwardPass::predicted);
    }

    /**
     * Runs images through a network and explains given classes.
     *
     * @param images {@code [n, height, width, 3]}
     * @param classes {@code [n, 1]}, 1 for REAL and -1 for FAKE
     */
    public static BackwardPass ofClasses(ComputationGraph network, INDArray images, INDArray classes) {
        return of(network, images, probability -> classes);
    }

    private static BackwardPass of(ComputationGraph network, INDArray images, UnaryOperator<INDArray> classes) {
        network.initGradientsView(); // a backward pass writes there, also where only its way to the input is wanted
        Map<String, INDArray> activations = network.feedForward(new INDArray[] {images}, false, false);
        Map<String, INDArray> gradients = new HashMap<>();
        GraphVertex output = network.getVertex(Architecture.PROBABILITY_REAL);
        INDArray explained = classes.apply(of(activations, output.getVertexName()));
        send(network, output, List.of(intoOutput(output, explained)), gradients);
        int[] order = network.topologicalSortOrder();
        for (int i = order.length - 1; i >= 0; i--) {
            GraphVertex vertex = network.getVertices()[order[i]];
            if (vertex != output && !vertex.isInputVertex()) {
                send(network, vertex, below(vertex, of(gradients, vertex.getVertexName())), gradients);
            }
        }
        network.clearLayersStates();
        return new BackwardPass(channelsFirst(activations), channelsFirst(gradients), layers(network, activations));
    }

    /** The predicted classes, 1 for REAL and -1 for FAKE. */
    private static INDArray predicted(INDArray probability) {
        return probability.gt(0.5).castTo(probability.dataType()).mul(2).sub(1);
    }

    /** Gradient by the input of the last layer: its weights, with the sign of the class. */
    private static INDArray intoOutput(GraphVertex output, INDArray classes) {
        INDArray weights = output.getLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray gradient = classes.mmul(weights.transpose());
        InputPreProcessor step = ((LayerVertex) output).getLayerPreProcessor();
        return step == null
                ? gradient
                : step.backprop(gradient, (int) gradient.size(0), LayerWorkspaceMgr.noWorkspaces());
    }

    /** Gradients by the inputs of a vertex; dropout, which is for training, lets them pass. */
    private static List<INDArray> below(GraphVertex vertex, INDArray gradient) {
        if (vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof DropoutLayer) {
            return List.of(gradient);
        }
        vertex.setEpsilon(gradient);
        return List.of(
                vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond());
    }

    private static void send(
            ComputationGraph network, GraphVertex vertex, List<INDArray> below, Map<String, INDArray> gradients) {
        VertexIndices[] inputs = vertex.getInputVertices();
        IntStream.range(0, inputs.length)
                .forEach(i -> gradients.merge(
                        network.getVertices()[inputs[i].getVertexIndex()].getVertexName(),
                        below.get(i),
                        INDArray::add));
    }

    private static Map<String, INDArray> channelsFirst(Map<String, INDArray> arrays) {
        Map<String, INDArray> turned = new HashMap<>();
        arrays.forEach((name, array) -> turned.put(
                name,
                array.rank() == FEATURE_MAP_RANK ? array.permute(0, 3, 1, 2).dup('c') : array));
        return Map.copyOf(turned);
    }

    private static List<String> layers(ComputationGraph network, Map<String, INDArray> activations) {
        return IntStream.of(network.topologicalSortOrder())
                .mapToObj(index -> network.getVertices()[index])
                .filter(vertex -> of(activations, vertex.getVertexName()).rank() == FEATURE_MAP_RANK)
                .filter(vertex ->
                        !vertex.hasLayer() || !(vertex.getLayer().conf().getLayer() instanceof MaxPool))
                .map(GraphVertex::getVertexName)
                .toList();
    }

    /** Output of a layer. */
    public INDArray activation(String layer) {
        return of(activations, layer);
    }

    /** Gradient of the logit by the output of a layer. */
    public INDArray gradient(String layer) {
        return of(gradients, layer);
    }

    private static INDArray of(Map<String, INDArray> arrays, String vertex) {
        return Objects.requireNonNull(arrays.get(vertex), vertex);
    }

    /** P(REAL) of each image. */
    public float[] probabilitiesReal() {
        return activation(Architecture.PROBABILITY_REAL).data().asFloat();
    }

    /** The size of the images. */
    MapSize size() {
        INDArray images = activation(Architecture.IMAGE);
        return new MapSize((int) images.size(3), (int) images.size(2));
    }

    /** The last feature map: what Grad-CAM explains where nothing else is asked for. */
    public String lastLayer() {
        return layers.get(layers.size() - 1);
    }
}
