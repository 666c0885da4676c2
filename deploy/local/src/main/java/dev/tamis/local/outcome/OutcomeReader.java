package dev.tamis.local.outcome;

import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.Outcome.Rejected;
import dev.tamis.local.stack.UnusableKafkaException;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed outcomes that appear after it was opened, from every partition and outside of any consumer group.
 * One thread uses it.
 */
public final class OutcomeReader implements AutoCloseable {
    /** Topics of outcomes. */
    public static final List<String> OUTCOMES = List.of(Topics.VERDICTS, Topics.REJECTIONS);

    private static final List<String> WITH_REVIEW_ITEMS =
            List.of(Topics.VERDICTS, Topics.REJECTIONS, Topics.REVIEW_ITEMS);

    private static final Duration POLL = Duration.ofMillis(100);

    /** How long Kafka may take over each question on the way to the end. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final MessageCodec<ImageVerdict> verdicts = MessageCodec.of(ImageVerdict.class);
    private final MessageCodec<ImageRejection> rejections = MessageCodec.of(ImageRejection.class);
    private final MessageCodec<ReviewItem> reviewItems = MessageCodec.of(ReviewItem.class);
    private final Consumer<byte[], byte[]> consumer;
    private final Clock clock;

    private OutcomeReader(Consumer<byte[], byte[]> consumer, Clock clock) {
        this.consumer = consumer;
        this.clock = clock;
    }

    /** Receives outcomes as they are read. */
    public interface Listener {
        void onOutcome(Outcome outcome);

        void onReviewItem(ReviewItem item);
    }

    /**
     * Opens a reader that stands at the end of the topics of outcomes and of review items.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @throws UnusableKafkaException where Kafka does not answer or lacks one of them
     */
    public static OutcomeReader atEnd(String bootstrapServers, Clock clock) {
        return atEnd(KafkaConnection.to(bootstrapServers), clock);
    }

    /** As {@link #atEnd(String, Clock)}. */
    public static OutcomeReader atEnd(KafkaConnection kafka, Clock clock) {
        return atEnd(kafka, WITH_REVIEW_ITEMS, clock);
    }

    /**
     * Opens a reader that stands at the end of topics.
     *
     * @param topics of outcomes or review items
     * @throws UnusableKafkaException where Kafka does not answer or lacks one of them
     */
    public static OutcomeReader atEnd(KafkaConnection kafka, List<String> topics, Clock clock) {
        String bootstrapServers = kafka.bootstrapServers();
        Properties config = kafka.properties(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "false",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"));
        OutcomeReader reader;
        try {
            reader = new OutcomeReader(
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()), clock);
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
        try {
            reader.goToEnd(bootstrapServers, topics);
            return reader;
        } catch (KafkaException e) {
            reader.close();
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        } catch (UnusableKafkaException e) {
            reader.close();
            throw e;
        }
    }

    private void goToEnd(String bootstrapServers, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> partitions(bootstrapServers, topic))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the positions makes it happen before anything is sent.
        partitions.forEach(partition -> consumer.position(partition, OPENING));
    }

    /**
     * Waits for outcomes and hands them on.
     *
     * @param atMost how long to wait where there are none
     * @throws IllegalStateException where a record of an outcome topic is no message of its type
     */
    public void read(Duration atMost, Listener listener) {
        var records = consumer.poll(atMost);
        Instant seenAt = clock.instant();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                handOn(record, seenAt, listener);
            } catch (UnreadableMessageException e) {
                throw new IllegalStateException(
                        "%s-%d at %d".formatted(record.topic(), record.partition(), record.offset()), e);
            }
        }
    }

    /**
     * Hands on all that is committed by now.
     *
     * @throws IllegalStateException where a record of an outcome topic is no message of its type
     */
    public void readToEnd(Listener listener) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(POLL, listener);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void handOn(ConsumerRecord<byte[], byte[]> record, Instant seenAt, Listener listener)
            throws UnreadableMessageException {
        switch (record.topic()) {
            case Topics.VERDICTS -> listener.onOutcome(new Judged(verdicts.decode(record.value()), seenAt));
            case Topics.REJECTIONS -> listener.onOutcome(new Rejected(rejections.decode(record.value()), seenAt));
            case Topics.REVIEW_ITEMS -> listener.onReviewItem(reviewItems.decode(record.value()));
            default -> throw new IllegalStateException("not subscribed: " + record.topic());
        }
    }

    private Stream<TopicPartition> partitions(String bootstrapServers, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, OPENING);
        if (partitions.isEmpty()) {
            throw UnusableKafkaException.withoutTopic(bootstrapServers, topic);
        }
        return partitions.stream().map(partition -> new TopicPartition(topic, partition.partition()));
    }
}
