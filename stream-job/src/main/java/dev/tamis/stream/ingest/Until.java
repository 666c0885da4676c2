package dev.tamis.stream.ingest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Where a backfill stops to read a topic.
 *
 * @param instant before the first record of this time or later; null for the end that the topic has when the job starts
 */
public record Until(@Nullable Instant instant) {
    /** The end that the topic has when the job starts. */
    public static final Until LATEST = new Until(null);

    /**
     * Reads what a user writes: {@code latest}, or an instant such as {@code 2026-11-22T10:00:00Z}.
     *
     * @throws DateTimeParseException where it is neither
     */
    public static Until parse(String text) {
        return text.equals("latest") ? LATEST : new Until(Instant.parse(text));
    }

    OffsetsInitializer initializer() {
        return instant == null ? OffsetsInitializer.latest() : OffsetsInitializer.timestamp(instant.toEpochMilli());
    }
}
