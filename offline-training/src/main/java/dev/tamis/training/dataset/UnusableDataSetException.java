package dev.tamis.training.dataset;

/** A data set cannot be read or packed; the message tells its owner what was expected and what was found where. */
public final class UnusableDataSetException extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableDataSetException(String message) {
        super(message);
    }
}
