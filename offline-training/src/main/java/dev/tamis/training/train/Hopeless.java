package dev.tamis.training.train;

/** What becomes of a training whose network, after 500 steps and more, is no better than guessing. */
public enum Hopeless {
    /** It ends there. */
    STOPPED,
    /** It runs to its last epoch. */
    FINISHED
}
