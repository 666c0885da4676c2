package dev.tamis.training.explain;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.explain.SanityCheck.Step;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives the layers of a trained network fresh weights, from the output back to the image, and compares its maps after each with
 * those before (Adebayo et al. 2018, cascading randomisation). The class explained stays that of the trained network.
 */
public final class Randomisation {
    /** Random networks over which the outcome is averaged; one alone may resemble the trained one by chance. */
    public static final int DRAWS = 3;

    private static final int BATCH = 32;

    private final ExplainedNetwork trained;
    private final LongFunction<ComputationGraph> fresh;
    private final List<String> layers;

    /**
     * @param trained left as it is
     * @param fresh networks of the same architecture with weights drawn by a seed
     */
    public Randomisation(ExplainedNetwork trained, LongFunction<ComputationGraph> fresh) {
        this.trained = trained;
        this.fresh = fresh;
        this.layers = trained.weightedLayers();
    }

    /** How often each image is explained. */
    public int steps() {
        return DRAWS * layers.size();
    }

    /**
     * Checks the maps of every source.
     *
     * @param images whose first maps are of these sources, made by the trained network
     * @param onImages called with a number of images after each step
     */
    public List<SanityCheck> check(List<LayerMaps> sources, List<ExplainedImage> images, IntConsumer onImages) {
        List<List<List<Similarity>>> similarities = Stream.generate(() -> lists(sources.size()))
                .limit(layers.size())
                .toList();
        for (int draw = 1; draw <= DRAWS; draw++) {
            ExplainedNetwork changing = new ExplainedNetwork(trained.network().clone(), trained.input());
            ComputationGraph random = fresh.apply(draw);
            for (int i = 0; i < layers.size(); i++) {
                changing.takeWeights(layers.get(i), random);
                compare(changing, sources, images, similarities.get(i));
                onImages.accept(images.size());
            }
        }
        return IntStream.range(0, sources.size())
                .mapToObj(source -> SanityCheck.of(
                        sources.get(source).name(),
                        IntStream.range(0, layers.size())
                                .mapToObj(i ->
                                        step(layers.get(i), similarities.get(i).get(source)))
                                .toList()))
                .toList();
    }

    private static Step step(String layer, List<Similarity> similarities) {
        Similarity mean = Similarity.mean(similarities);
        return new Step(layer, mean.spearman(), mean.pearson());
    }

    private static List<List<Similarity>> lists(int count) {
        return Stream.<List<Similarity>>generate(ArrayList::new).limit(count).toList();
    }

    private void compare(
            ExplainedNetwork changed,
            List<LayerMaps> sources,
            List<ExplainedImage> images,
            List<List<Similarity>> similarities) {
        for (int from = 0; from < images.size(); from += BATCH) {
            List<ExplainedImage> batch = images.subList(from, Math.min(images.size(), from + BATCH));
            BackwardPass pass = explain(changed, batch);
            for (int source = 0; source < sources.size(); source++) {
                List<Heatmap> maps = sources.get(source).maps(pass);
                for (int i = 0; i < batch.size(); i++) {
                    similarities
                            .get(source)
                            .add(Similarity.of(batch.get(i).maps().get(source), maps.get(i)));
                }
            }
        }
    }

    private static BackwardPass explain(ExplainedNetwork network, List<ExplainedImage> batch) {
        List<RgbImage> pixels = batch.stream().map(ExplainedImage::pixels).toList();
        float[] classes = new float[batch.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = batch.get(i).predicted() == Label.REAL ? 1 : -1;
        }
        try (INDArray images = network.tensor(pixels).toNd4j()) {
            return BackwardPass.ofClasses(
                    network.network(), images, Nd4j.createFromArray(classes).reshape(classes.length, 1));
        }
    }
}
