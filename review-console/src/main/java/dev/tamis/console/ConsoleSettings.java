package dev.tamis.console;

import java.time.Duration;

/**
 * How a console runs.
 *
 * @param bootstrapServers of Kafka, {@code host:port}, separated by commas
 * @param host that it answers on
 * @param port that it answers on; 0 for any free one
 * @param lease how long an item stays with whoever claims it and then does nothing
 * @param undoWindow how long a decision can be undone
 */
public record ConsoleSettings(String bootstrapServers, String host, int port, Duration lease, Duration undoWindow) {}
