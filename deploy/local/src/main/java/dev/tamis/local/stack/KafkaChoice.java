package dev.tamis.local.stack;

/** Which Kafka a {@link LocalStack} uses. */
public sealed interface KafkaChoice {
    /**
     * A broker that the stack starts and stops.
     *
     * @param port where clients connect; 0 for any free one
     */
    record Own(int port) implements KafkaChoice {}

    /**
     * A cluster that runs already.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     */
    record Existing(String bootstrapServers) implements KafkaChoice {}
}
