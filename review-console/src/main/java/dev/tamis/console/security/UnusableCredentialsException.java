package dev.tamis.console.security;

/** A name or password that may not be chosen; the message says why, for the person who chose it. */
public final class UnusableCredentialsException extends RefusedException {
    private static final long serialVersionUID = 1;

    UnusableCredentialsException(String message) {
        super(message);
    }
}
