package dev.tamis.stream.ingest;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Where submissions are read from.
 *
 * @param topic the submissions topic
 * @param groupId consumer group whose offsets follow the checkpoints
 * @param discovery how often new partitions are looked for; zero for never
 * @param fetchSize most bytes that one fetch brings of a partition; a larger record still arrives, alone
 */
public record SourceSettings(
        KafkaConnection kafka,
        String topic,
        String groupId,
        StartingOffsets startingOffsets,
        Duration discovery,
        MemorySize fetchSize) {
    public SourceSettings {
        checkArgument(!topic.isBlank(), "topic must not be blank");
        checkArgument(!groupId.isBlank(), "groupId must not be blank");
        checkArgument(!discovery.isNegative(), "discovery must not be negative: %s", discovery);
    }

    /** A source of every record, also of those that are no submission. */
    public KafkaSource<RawSubmission> source() {
        Map<String, String> consumer = Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Long.toString(fetchSize.getBytes()),
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(discovery.toMillis()));
        return KafkaSource.<RawSubmission>builder()
                .setProperties(kafka.properties(consumer))
                .setTopics(topic)
                .setGroupId(groupId)
                .setStartingOffsets(startingOffsets.initializer())
                .setDeserializer(new RawSubmissionDeserializer())
                .build();
    }
}
