package dev.tamis.local.stack;

import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * All committed records of a topic, from its beginning to where it ended when reading began, outside of any consumer group.
 *
 * @param patience how long Kafka may be silent
 */
public record CommittedRecords(KafkaConnection kafka, Duration patience) {
    private static final Duration POLL = Duration.ofMillis(500);

    /** @param bootstrapServers {@code host:port}, separated by commas */
    public CommittedRecords(String bootstrapServers, Duration patience) {
        this(KafkaConnection.to(bootstrapServers), patience);
    }

    /** Receives records of one partition in their order. */
    @FunctionalInterface
    public interface Listener<T> {
        void onRecord(T record) throws IOException;
    }

    /**
     * Reads a topic.
     *
     * @return how many of its records were no message of its type
     * @throws UnusableKafkaException where Kafka does not answer, stops answering or has no such topic
     */
    public <T extends SpecificRecord> long forEach(String topic, MessageCodec<T> codec, Listener<T> listener)
            throws IOException {
        Properties config = kafka.properties(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                String.valueOf(patience.toMillis()),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"));
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw UnusableKafkaException.withoutTopic(kafka.bootstrapServers(), topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, codec, listener);
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(kafka.bootstrapServers(), e);
        }
    }

    private <T extends SpecificRecord> long read(
            Consumer<byte[], byte[]> consumer, MessageCodec<T> codec, Listener<T> listener) throws IOException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long unreadable = 0;
        long before = progress(consumer);
        long progressedAt = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!take(record.value(), codec, listener)) {
                    unreadable++;
                }
            }
            long now = progress(consumer);
            if (now > before) {
                before = now;
                progressedAt = System.nanoTime();
            } else if (System.nanoTime() - progressedAt > patience.toNanos()) {
                throw new TimeoutException("silent for " + patience.toSeconds() + " s, before the end of the topic");
            }
        }
        return unreadable;
    }

    /** How far a consumer is, over all partitions; markers of transactions count. */
    private static long progress(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private static <T extends SpecificRecord> boolean take(
            byte @Nullable [] message, MessageCodec<T> codec, Listener<T> listener) throws IOException {
        if (message == null) {
            return false;
        }
        T record;
        try {
            record = codec.decode(message);
        } catch (UnreadableMessageException e) {
            return false;
        }
        listener.onRecord(record);
        return true;
    }
}
