package dev.tamis.local.stack;

/** Kafka cannot be started or reached as asked; the message says for a person why. */
public final class UnusableKafkaException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private UnusableKafkaException(String message, Exception cause) {
        super(message, cause);
    }

    private UnusableKafkaException(String message) {
        super(message);
    }

    static UnusableKafkaException portTaken(int port, Exception cause) {
        return new UnusableKafkaException("port %d is taken on this machine".formatted(port), cause);
    }

    /** A topic is missing. */
    public static UnusableKafkaException withoutTopic(String bootstrapServers, String topic) {
        return new UnusableKafkaException("Kafka at %s has no topic %s".formatted(bootstrapServers, topic));
    }

    /** It does not answer, or not as expected. */
    public static UnusableKafkaException unreachable(String bootstrapServers, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new UnusableKafkaException(
                "Kafka at %s cannot be used: %s: %s"
                        .formatted(bootstrapServers, cause.getClass().getSimpleName(), cause.getMessage()),
                failure);
    }
}
