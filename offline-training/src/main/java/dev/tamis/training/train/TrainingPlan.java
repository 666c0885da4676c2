package dev.tamis.training.train;

import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Recipe;

/**
 * Everything that decides what a training gives, beside its data. Written into the run's folder, so that a killed run
 * goes on only as what it was.
 *
 * @param network as {@link Architectures#named} reads it
 * @param start {@link #FRESH}, or the SHA-256 of the weights that it starts from
 * @param recipe how it is trained
 * @param validationShare of the train split that is kept for choosing the epoch, the calibration and the thresholds
 * @param twins what becomes of training files whose content is also in the test split
 * @param seed of weights, order, augmentation and validation cut
 */
public record TrainingPlan(
        String network, String start, Recipe recipe, double validationShare, TestTwins twins, long seed) {
    /** Starts from weights drawn by the seed. */
    public static final String FRESH = "fresh";

    /** What becomes of training files whose content is also in the test split. */
    public enum TestTwins {
        /** They are left out. */
        LEFT_OUT,
        /** They are learned from, as in the papers. */
        KEPT
    }

    public TrainingPlan {
        network = Architectures.named(network).name();
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException("the validation share lies between 0 and 1: " + validationShare);
        }
        if (recipe.keptStart() > 0 && start.equals(FRESH)) {
            throw new IllegalArgumentException("no weights of a start to keep: it starts afresh");
        }
    }

    /** Whether its weights are drawn by the seed. */
    public boolean startsAfresh() {
        return start.equals(FRESH);
    }

    /** The network to train. */
    public Architecture architecture() {
        return Architectures.named(network);
    }
}
