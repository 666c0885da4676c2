package dev.tamis.console.decision;

/** An appeal cannot be answered; the message says why, for the person who tried. */
public final class AppealException extends Exception {
    private static final long serialVersionUID = 1;

    AppealException(String message) {
        super(message);
    }
}
