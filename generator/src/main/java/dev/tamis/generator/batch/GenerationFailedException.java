package dev.tamis.generator.batch;

/** Images cannot be made as they were asked for; the message says why and what to do. */
public final class GenerationFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public GenerationFailedException(String message) {
        super(message);
    }
}
