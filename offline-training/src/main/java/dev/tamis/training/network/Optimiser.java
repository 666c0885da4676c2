package dev.tamis.training.network;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * How a step follows from a gradient.
 *
 * @param method of the step
 * @param learningRate by iteration
 * @param weightDecay share of each weight that a step takes away, times the learning rate (Loshchilov and Hutter 2019); not of
 *     biases nor of batch normalisations
 */
public record Optimiser(Method method, ISchedule learningRate, double weightDecay) {
    private static final double MOMENTUM = 0.9;

    /** A rule for the step. */
    public enum Method {
        /** Kingma and Ba 2015, with its authors' constants. */
        ADAM,
        /** Stochastic gradient descent with a momentum of 0.9. */
        SGD
    }

    /** Adam at a fixed rate, for networks that are made but not trained. */
    public static Optimiser plain() {
        return new Optimiser(Method.ADAM, new CosineSchedule(1e-3, 0, Integer.MAX_VALUE), 0);
    }

    IUpdater updater() {
        return switch (method) {
            case ADAM -> new Adam(learningRate);
            case SGD -> new Nesterovs(learningRate, MOMENTUM);
        };
    }
}
