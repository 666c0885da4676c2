package dev.tamis.console.web;

/** Someone must log in first. */
final class LoggedOutException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
