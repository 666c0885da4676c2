package dev.tamis.training.explain;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.network.ImageTensor;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network together with how it reads images: its explanations and its answers. The network belongs to one thread at a time.
 *
 * @param input the network's size and normalisation
 */
public record ExplainedNetwork(ComputationGraph network, PreprocessSpec input) {
    private static final int BATCH = 32;

    /** The feature maps that can be explained, from the image on. */
    public List<String> layers() {
        try (INDArray nothing = Nd4j.zeros(1, input.height(), input.width(), RgbImage.CHANNELS)) {
            return BackwardPass.of(network, nothing).layers();
        }
    }

    /**
     * Explains the predicted classes of images.
     *
     * @param set of any size; what is explained is at the network's
     * @param onImages called after each batch with its number of images
     */
    public List<ExplainedImage> explain(ImageSet set, List<MapSource> sources, IntConsumer onImages) {
        ImageSet seen = set.resized(input);
        List<ExplainedImage> explained = new ArrayList<>();
        int size = set.images().size();
        for (int from = 0; from < size; from += BATCH) {
            int to = Math.min(size, from + BATCH);
            explained.addAll(explain(seen, IntStream.range(from, to).boxed().toList(), sources));
            onImages.accept(to - from);
        }
        return explained;
    }

    private List<ExplainedImage> explain(ImageSet set, List<Integer> batch, List<MapSource> sources) {
        List<RgbImage> pixels = batch.stream().map(set.pixels()::apply).toList();
        try (INDArray images = tensor(pixels).toNd4j()) {
            BackwardPass pass = BackwardPass.of(network, images);
            float[] probabilities = pass.probabilitiesReal();
            List<List<Heatmap>> maps =
                    sources.stream().map(source -> source.maps(pass)).toList();
            return IntStream.range(0, batch.size())
                    .mapToObj(i -> new ExplainedImage(
                            set.images().get(batch.get(i)),
                            pixels.get(i),
                            probabilities[i],
                            maps.stream().map(ofSource -> ofSource.get(i)).toList()))
                    .toList();
        }
    }

    /** Images as the network reads them. */
    ImageTensor tensor(List<RgbImage> images) {
        return ImageTensor.of(images, new Preprocessor(input, DecodeLimits.DEFAULT));
    }

    /**
     * P(REAL) of tensors.
     *
     * @param tensors each {@code [3, height, width]}, normalised
     */
    float[] probabilitiesReal(List<float[]> tensors) {
        float[] values = new float[tensors.size() * input.tensorSize()];
        for (int i = 0; i < tensors.size(); i++) {
            System.arraycopy(tensors.get(i), 0, values, i * input.tensorSize(), input.tensorSize());
        }
        try (INDArray images = new ImageTensor(input, values).toNd4j()) {
            return network.outputSingle(images).data().asFloat();
        }
    }

    /** The parts of the network that have weights, from the output back to the image. */
    List<String> weightedLayers() {
        int[] order = network.topologicalSortOrder();
        return IntStream.range(0, order.length)
                .mapToObj(i -> network.getVertices()[order[order.length - 1 - i]])
                .filter(vertex -> vertex.numParams() > 0)
                .map(vertex -> vertex.getVertexName())
                .toList();
    }

    /** Gives one layer the weights that it has in another network of the same architecture. */
    void takeWeights(String layer, ComputationGraph other) {
        network.getLayer(layer)
                .paramTable()
                .forEach((name, weights) -> weights.assign(other.getLayer(layer).getParam(name)));
    }
}
