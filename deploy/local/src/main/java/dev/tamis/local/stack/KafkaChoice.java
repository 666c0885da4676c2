package dev.tamis.local.stack;

import dev.tamis.stream.kafka.KafkaConnection;

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
     * @param connection how clients reach it
     */
    record Existing(KafkaConnection connection) implements KafkaChoice {}
}
