package dev.tamis.training.network;

import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images
 * @param batchSize images of one step
 * @param method of the step
 * @param learningRate highest rate
 * @param schedule how the rate changes over the training
 * @param weightDecay as {@link Optimiser} takes it
 * @param labelSmoothing share by which targets move from 0 and 1 to 1/2
 * @param averaging share of the running average of the weights that each step keeps (Polyak and Juditsky 1992; an
 *     exponential average); 0 takes the weights as they are
 * @param augmentation how training images are varied
 * @param patience epochs without a smaller validation loss after which the training ends early; 0 for never
 * @param keptStart share of the weights that it started from in the weights that it gives (Wortsman et al. 2022, "Robust
 *     fine-tuning of zero-shot models"); 0 gives what was learned alone
 */
public record Recipe(
        int epochs,
        int batchSize,
        Optimiser.Method method,
        double learningRate,
        Schedule schedule,
        double weightDecay,
        double labelSmoothing,
        double averaging,
        Augmentation augmentation,
        int patience,
        double keptStart) {
    private static final int WARM_UP_SHARE = 20;

    /** How a learning rate changes over a training. */
    public enum Schedule {
        /** It does not. */
        CONSTANT,
        /** A rise over the first twentieth of the steps, then half a cosine to zero. */
        COSINE
    }

    /** How training images are varied; each includes those before it. */
    public enum Augmentation {
        /** As they are. */
        NONE,
        /** Mirrored left to right, every other one. */
        FLIP,
        /** Moved by up to two pixels, the edge mirrored. */
        SHIFT,
        /** Taken through a {@linkplain dev.tamis.training.degrade.RandomHistory history} of uploads, three of four. */
        HISTORY
    }

    public Recipe {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "at least one epoch and one image a batch expected: " + epochs + ", " + batchSize);
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("the learning rate must be positive: " + learningRate);
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience is a number of epochs: " + patience);
        }
        requireShare("weight decay", weightDecay);
        requireShare("label smoothing", labelSmoothing);
        requireShare("weight averaging", averaging);
        requireShare("kept share of the start", keptStart);
    }

    /** Adam along a cosine, without any variation: what the topology search gives every network. */
    public static Recipe plain(int epochs) {
        return new Recipe(epochs, 32, Optimiser.Method.ADAM, 0.002, Schedule.COSINE, 0, 0, 0, Augmentation.NONE, 0, 0);
    }

    /** The same for a network that has learned already: fewer epochs along a cosine, from a share of the rate. */
    public Recipe shortened(int fewer, double shareOfRate) {
        return new Recipe(
                fewer,
                batchSize,
                method,
                learningRate * shareOfRate,
                Schedule.COSINE,
                weightDecay,
                labelSmoothing,
                averaging,
                augmentation,
                patience,
                keptStart);
    }

    /** @param iterations steps of the whole training */
    public Optimiser optimiser(int iterations) {
        return switch (schedule) {
            case CONSTANT -> new Optimiser(method, new FixedSchedule(learningRate), weightDecay);
            case COSINE ->
                new Optimiser(
                        method, new CosineSchedule(learningRate, iterations / WARM_UP_SHARE, iterations), weightDecay);
        };
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the " + name + " lies between 0 and 1: " + share);
        }
    }
}
