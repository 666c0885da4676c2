package dev.tamis.training.search;

import dev.tamis.training.network.Recipe;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.Hopeless;
import dev.tamis.training.train.TrainingPlan;
import java.util.List;
import java.util.stream.Stream;

/**
 * The 36 trainings of Bird and Lotfi (2024), section 3.3, in two stages: bare feature extractors, then dense layers on one of
 * them. Every network learns alike.
 *
 * @param extractor of the second stage; the paper's is 32x2
 * @param epochs passes of each training over the training images
 * @param validationShare of the train split that is kept for choosing
 * @param seed of every training; the paper's is 1
 * @param hopeless what becomes of trainings that learn nothing
 */
public record SearchPlan(Topology extractor, int epochs, double validationShare, long seed, Hopeless hopeless) {
    static final List<Integer> FILTERS = List.of(16, 32, 64, 128);
    static final List<Integer> NEURONS = List.of(32, 64, 128, 256, 512, 1024, 2048, 4096);
    static final List<Integer> LAYERS = List.of(1, 2, 3);

    public SearchPlan {
        if (extractor.denseLayers() > 0) {
            throw new IllegalArgumentException("an extractor has no dense layers: " + extractor);
        }
        training(extractor, epochs, validationShare, seed); // refuses what no training could be made of
    }

    /** The feature extractors, the cheapest first. */
    public List<Topology> extractors() {
        return FILTERS.stream()
                .flatMap(filters -> LAYERS.stream().map(layers -> new Topology(filters, layers, 0, 0)))
                .toList();
    }

    /** The extractor of this plan with every choice of dense layers, the cheapest first. */
    public List<Topology> denseNetworks() {
        return NEURONS.stream()
                .flatMap(neurons -> LAYERS.stream()
                        .map(layers -> new Topology(extractor.filters(), extractor.convLayers(), neurons, layers)))
                .toList();
    }

    /** All 36. */
    public List<Topology> topologies() {
        return Stream.concat(extractors().stream(), denseNetworks().stream()).toList();
    }

    TrainingPlan training(Topology topology) {
        return training(topology, epochs, validationShare, seed);
    }

    private static TrainingPlan training(Topology topology, int epochs, double validationShare, long seed) {
        return new TrainingPlan(
                topology.toString(),
                TrainingPlan.FRESH,
                Recipe.plain(epochs),
                validationShare,
                TrainingPlan.TestTwins.KEPT,
                seed);
    }
}
