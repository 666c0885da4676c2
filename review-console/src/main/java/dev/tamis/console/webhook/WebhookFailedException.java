package dev.tamis.console.webhook;

/** A call was in vain; the message says why, for an administrator. */
final class WebhookFailedException extends Exception {
    private static final long serialVersionUID = 1;

    WebhookFailedException(String message) {
        super(message);
    }
}
