package dev.tamis.stream.ingest;

import dev.tamis.schemas.StreamPosition;

/**
 * A record of the submissions topic as it was read, of whatever bytes.
 *
 * @param topic name of the topic
 * @param partition number of the partition, from 0
 * @param offset offset within the partition, from 0
 * @param value the record's value, not copied; no bytes where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawSubmission(String topic, int partition, long offset, byte[] value) {
    public StreamPosition position() {
        return new StreamPosition(topic, partition, offset);
    }

    /** Names the record where its own id cannot be read: {@code topic-partition-offset}. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
