package dev.tamis.training.foreign;

/** Grad-CAM of a network cannot be written as forward operators; the message says where the way back ends. */
final class UnexplainableException extends Exception {
    private static final long serialVersionUID = 1;

    UnexplainableException(String message) {
        super(message);
    }
}
