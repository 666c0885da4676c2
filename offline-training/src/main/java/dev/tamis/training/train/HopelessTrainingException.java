package dev.tamis.training.train;

/** A network that does not learn; the message says how that showed. */
public final class HopelessTrainingException extends TrainingFailedException {
    private static final long serialVersionUID = 1;

    HopelessTrainingException(String message) {
        super(message);
    }
}
