package dev.tamis.training.train;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as the trainer sees it: batches in, losses out.
 *
 * @param network input {@code [n, 3, 32, 32]}, output {@code [n, 1]}
 */
record LearningNetwork(MultiLayerNetwork network) {
    /**
     * One step of the optimiser.
     *
     * @return mean binary cross-entropy of the batch before the step
     */
    double learn(Batch batch) {
        try (INDArray images = batch.images().toNd4j();
                INDArray targets = Nd4j.createFromArray(batch.targets()).reshape(batch.size(), 1)) {
            network.fit(images, targets);
            return network.score();
        }
    }

    Judgement judge(Batch batch) {
        try (INDArray images = batch.images().toNd4j()) {
            return Judgement.of(network.output(images).data().asFloat(), batch.targets());
        }
    }
}
