package dev.tamis.training.export;

/** An exported file does not compute what the trained network does; the message says by how much. */
public final class UnfaithfulExportException extends Exception {
    private static final long serialVersionUID = 1;

    public UnfaithfulExportException(String message) {
        super(message);
    }
}
