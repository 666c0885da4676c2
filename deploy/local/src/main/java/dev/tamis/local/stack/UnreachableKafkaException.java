package dev.tamis.local.stack;

/** A Kafka cluster does not answer or refuses the topics; the message names it and says why. */
public final class UnreachableKafkaException extends Exception {
    private static final long serialVersionUID = 1;

    UnreachableKafkaException(String bootstrapServers, Exception cause) {
        super("Kafka at %s cannot be used: %s".formatted(bootstrapServers, reason(cause)), cause);
    }

    private static String reason(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage());
    }
}
