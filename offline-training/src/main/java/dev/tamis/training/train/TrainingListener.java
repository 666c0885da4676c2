package dev.tamis.training.train;

/** Hears how a training goes. */
public interface TrainingListener {
    /**
     * After each step.
     *
     * @param epoch from 1
     * @param images of the step
     * @param loss binary cross-entropy of the step
     */
    void onBatch(int epoch, int images, double loss);

    /** After each epoch, once it is kept. */
    void onEpoch(EpochRecord epoch);
}
