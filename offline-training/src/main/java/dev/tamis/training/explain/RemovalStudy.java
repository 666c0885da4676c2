package dev.tamis.training.explain;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.network.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Sets the maps of a network beside controls that know nothing of it. */
public final class RemovalStudy {
    private final ExplainedNetwork network;
    private final int controls;
    private final List<MapSource> sources;
    private final RemovalTests tests;

    /**
     * @param asked the maps to measure, at least one
     * @param seed of all that is drawn
     */
    public RemovalStudy(ExplainedNetwork network, List<LayerMaps> asked, long seed) {
        this.network = network;
        List<MapSource> ignorant = List.of(
                new RandomMaps("random pixels", Architecture.IMAGE, seed),
                new RandomMaps("random cells", asked.get(0).layer(), seed + 1),
                new CentreMaps());
        this.controls = ignorant.size();
        this.sources = Stream.concat(asked.stream(), ignorant.stream()).toList();
        this.tests = new RemovalTests(network, seed + 2);
    }

    /**
     * Explains images by the maps asked for, then by the controls.
     *
     * @param onImages called with a number of images that are done
     */
    public List<ExplainedImage> explain(ImageSet images, IntConsumer onImages) {
        return network.explain(images, sources, onImages);
    }

    /**
     * Measures the maps asked for, then the controls.
     *
     * @param explained by this study
     * @param onImage called after each
     */
    public List<Faithfulness> measure(List<ExplainedImage> explained, Runnable onImage) {
        List<List<Removal>> removals = new ArrayList<>();
        for (ExplainedImage image : explained) {
            removals.add(tests.run(image));
            onImage.run();
        }
        return Faithfulness.of(sources, controls, explained, removals);
    }
}
