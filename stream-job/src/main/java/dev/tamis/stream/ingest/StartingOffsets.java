package dev.tamis.stream.ingest;

import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where a job that starts without a checkpoint begins to read. */
public enum StartingOffsets {
    /** Where the consumer group stopped; at the earliest record of a partition that it never read. */
    COMMITTED,
    /** At the earliest record of every partition. */
    EARLIEST,
    /** After the latest record of every partition. */
    LATEST;

    @SuppressWarnings("deprecation") // the connector still asks for Kafka's former type
    OffsetsInitializer initializer() {
        return switch (this) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }
}
