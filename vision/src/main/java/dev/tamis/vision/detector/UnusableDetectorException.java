package dev.tamis.vision.detector;

/** A detector file cannot be used; the message names the file, what was expected and what was found. */
public final class UnusableDetectorException extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableDetectorException(String message) {
        super(message);
    }

    public UnusableDetectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
