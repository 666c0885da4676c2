package dev.tamis.benchmarks;

import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images a second that a network of Tamis learns from, in a process of its own; prints its parameters and the rate. The peer of
 * {@code training_rate.py}. Arguments: network, batch size, seconds.
 */
final class TrainingRate {
    private static final int WARM_UP_STEPS = 20; // the JVM compiles the layers in the meantime

    private TrainingRate() {}

    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        ComputationGraph network = Architectures.named(arguments[0]).create(Optimiser.plain(), 1);
        INDArray[] images = {Nd4j.rand(DataType.FLOAT, batch, 32, 32, 3)};
        INDArray[] targets = {Nd4j.rand(DataType.FLOAT, batch, 1).gt(0.5).castTo(DataType.FLOAT)};
        for (int i = 0; i < WARM_UP_STEPS; i++) {
            network.fit(images, targets);
        }
        long start = System.nanoTime();
        int steps = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            network.fit(images, targets);
            steps++;
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.out.println(network.numParams() + " " + steps * batch / elapsed);
    }
}
