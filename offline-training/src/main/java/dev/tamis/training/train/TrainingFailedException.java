package dev.tamis.training.train;

/** A training cannot go on or is not worth going on; the message says why and what helps. */
public class TrainingFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public TrainingFailedException(String message) {
        super(message);
    }
}
