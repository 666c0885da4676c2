package dev.tamis.training;

import dev.tamis.training.network.Optimiser;
import dev.tamis.training.network.Recipe;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may be asked of a training instead of the network's own recipe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RecipeOptions {
    @Option(names = "--epochs", description = "passes over the training images")
    private Optional<Integer> epochs;

    @Option(names = "--batch", description = "images of one step")
    private Optional<Integer> batch;

    @Option(names = "--method", description = "${COMPLETION-CANDIDATES}")
    private Optional<Optimiser.Method> method;

    @Option(names = "--learning-rate", description = "highest rate")
    private Optional<Double> learningRate;

    @Option(names = "--schedule", description = "${COMPLETION-CANDIDATES}")
    private Optional<Recipe.Schedule> schedule;

    @Option(names = "--weight-decay", description = "share of the weights that a step takes away, times the rate")
    private Optional<Double> weightDecay;

    @Option(names = "--label-smoothing", description = "share by which targets move towards 1/2")
    private Optional<Double> labelSmoothing;

    @Option(names = "--averaging", description = "share of the weights' average that a step keeps; 0 for none")
    private Optional<Double> averaging;

    @Option(names = "--augmentation", description = "${COMPLETION-CANDIDATES}")
    private Optional<Recipe.Augmentation> augmentation;

    @Option(
            names = "--patience",
            description = "epochs without a smaller validation loss after which the training ends early; 0 for never")
    private Optional<Integer> patience;

    @Option(
            names = "--keep-start",
            paramLabel = "SHARE",
            description = "share of the weights that it started from in the weights that it gives")
    private Optional<Double> keptStart;

    /**
     * The recipe that results.
     *
     * @throws IllegalArgumentException where a value is out of its range
     */
    Recipe over(Recipe recipe) {
        return new Recipe(
                epochs.orElse(recipe.epochs()),
                batch.orElse(recipe.batchSize()),
                method.orElse(recipe.method()),
                learningRate.orElse(recipe.learningRate()),
                schedule.orElse(recipe.schedule()),
                weightDecay.orElse(recipe.weightDecay()),
                labelSmoothing.orElse(recipe.labelSmoothing()),
                averaging.orElse(recipe.averaging()),
                augmentation.orElse(recipe.augmentation()),
                patience.orElse(recipe.patience()),
                keptStart.orElse(recipe.keptStart()));
    }
}
