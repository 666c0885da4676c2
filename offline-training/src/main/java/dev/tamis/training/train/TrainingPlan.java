package dev.tamis.training.train;

import dev.tamis.training.network.Topology;

/**
 * Everything that decides what a training gives, beside its data. Written into the run's folder, so that a killed run
 * goes on only as what it was.
 *
 * @param topology as {@link Topology#parse} reads it
 * @param epochs passes over the training images
 * @param batchSize images of one step
 * @param learningRate of the first step; falls along half a cosine to zero
 * @param validationShare of the train split that is kept for choosing the epoch, the calibration and the thresholds
 * @param seed of weights, order, flips and validation cut
 */
public record TrainingPlan(
        String topology, int epochs, int batchSize, double learningRate, double validationShare, long seed) {
    public TrainingPlan {
        topology = Topology.parse(topology).toString();
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "at least one epoch and one image a batch expected: " + epochs + ", " + batchSize);
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("the learning rate must be positive: " + learningRate);
        }
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException("the validation share lies between 0 and 1: " + validationShare);
        }
    }
}
