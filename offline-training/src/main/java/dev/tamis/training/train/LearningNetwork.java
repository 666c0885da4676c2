package dev.tamis.training.train;

import dev.tamis.training.network.Recipe;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as the trainer sees it: batches in, losses out.
 *
 * @param network that learns; input {@code [n, 3, height, width]}, output {@code [n, 1]}
 * @param average whose weights run after those of {@code network}; the same object where the recipe has no averaging
 * @param recipe how it learns
 */
record LearningNetwork(ComputationGraph network, ComputationGraph average, Recipe recipe) {
    /** A network that starts to learn; its average starts where it does. */
    static LearningNetwork start(ComputationGraph network, Recipe recipe) {
        return new LearningNetwork(network, recipe.averaging() == 0 ? network : network.clone(), recipe);
    }

    /**
     * One step of the optimiser.
     *
     * @return mean binary cross-entropy of the batch before the step, against the smoothed targets
     */
    double learn(Batch batch) {
        try (INDArray images = batch.images().toNd4j();
                INDArray targets =
                        Nd4j.createFromArray(smoothed(batch.targets())).reshape(batch.size(), 1)) {
            network.fit(new INDArray[] {images}, new INDArray[] {targets});
        }
        if (average != network) {
            followAverage();
        }
        return network.score() - network.calcRegularizationScore(true);
    }

    /** Moves the average by a share of its distance; at the start by more, so that the first weights are soon forgotten. */
    private void followAverage() {
        int step = network.getIterationCount();
        double kept = Math.min(recipe.averaging(), (1.0 + step) / (10.0 + step));
        average.params().muli(kept).addi(network.params().mul(1 - kept));
    }

    /** How the averaged network does. */
    Judgement judge(Batch batch) {
        try (INDArray images = batch.images().toNd4j()) {
            return Judgement.of(average.outputSingle(images).data().asFloat(), batch.targets());
        }
    }

    private float[] smoothed(float[] targets) {
        float smoothing = (float) recipe.labelSmoothing();
        float[] smoothed = new float[targets.length];
        for (int i = 0; i < targets.length; i++) {
            smoothed[i] = targets[i] * (1 - smoothing) + smoothing / 2;
        }
        return smoothed;
    }
}
