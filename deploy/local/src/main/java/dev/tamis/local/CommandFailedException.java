package dev.tamis.local;

/** A command cannot do what it was asked to; the message is all that the person sees. */
public final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public CommandFailedException(String message) {
        super(message);
    }
}
