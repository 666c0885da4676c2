package dev.tamis.console.security;

/** What a person asked for is not done; the message tells them why. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
