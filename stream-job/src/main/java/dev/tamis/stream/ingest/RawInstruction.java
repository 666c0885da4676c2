package dev.tamis.stream.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A record of the control topic as it was read, of whatever bytes.
 *
 * @param topic name of the topic
 * @param partition number of the partition, from 0
 * @param offset offset within the partition, from 0
 * @param value the record's value, not copied
 * @param signature the record's header {@link InstructionSignature#HEADER}; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawInstruction(String topic, int partition, long offset, byte[] value, byte @Nullable [] signature) {
    /** The header of a record that holds the Ed25519 signature of its value. */
    public static final String SIGNATURE_HEADER = "tamis-signature";

    /** Names the record where its own id cannot be read: {@code topic-partition-offset}. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
