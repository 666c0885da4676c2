package dev.tamis.generator.batch;

/** A folder that cannot be gone on with; the message says why and what to do. */
public final class UnusableFolderException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableFolderException(String message) {
        super(message);
    }
}
