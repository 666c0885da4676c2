package dev.tamis.local.decision;

import dev.tamis.local.stack.UnusableKafkaException;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.UnreadableMessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All committed records of a topic, from its beginning to where it ended when reading began, outside of any consumer group.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 */
record CommittedRecords(String bootstrapServers) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int ANSWER_WITHIN_MS = 15_000;

    /** Receives records of one partition in their order. */
    @FunctionalInterface
    interface Listener<T> {
        void onRecord(T record) throws IOException;
    }

    /**
     * Reads a topic.
     *
     * @return how many of its records were no message of its type
     * @throws UnusableKafkaException where Kafka does not answer or has no such topic
     */
    <T extends SpecificRecord> long forEach(String topic, MessageCodec<T> codec, Listener<T> listener)
            throws IOException {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN_MS,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw UnusableKafkaException.withoutTopic(bootstrapServers, topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, codec, listener);
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
    }

    private static <T extends SpecificRecord> long read(
            Consumer<byte[], byte[]> consumer, MessageCodec<T> codec, Listener<T> listener) throws IOException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long unreadable = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                try {
                    listener.onRecord(codec.decode(record.value()));
                } catch (UnreadableMessageException e) {
                    unreadable++;
                }
            }
        }
        return unreadable;
    }
}
