package dev.tamis.console.queue;

import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.UnreadableMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads review items from Kafka into the database, in a thread of its own. Several consoles share the partitions as one consumer
 * group; where each goes on is what the database says, since Kafka's own offsets are not part of its transactions.
 */
public final class ReviewItemReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewItemReader.class);
    private static final String GROUP = "tamis-review-console";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);

    /** Of a transaction; how many bytes that may be, Kafka's fetch size limits. */
    private static final int BATCH = 500;

    private final Intake intake;
    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final MessageCodec<ReviewItem> codec = MessageCodec.of(ReviewItem.class);
    private final Thread thread = new Thread(this::run, "review-items");
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean reading;

    private ReviewItemReader(Intake intake, KafkaConnection kafka, String topic) {
        this.intake = intake;
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                kafka.properties(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        BATCH)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Begins to read.
     *
     * @param topic of {@link ReviewItem}s
     */
    public static ReviewItemReader start(Intake intake, KafkaConnection kafka, String topic) {
        ReviewItemReader reader = new ReviewItemReader(intake, kafka, topic);
        reader.thread.start();
        return reader;
    }

    /** Whether the last try to read went well. */
    public boolean isReading() {
        return reading && thread.isAlive();
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic), new GoOnWhereTheDatabaseSays());
            while (ended.getCount() > 0) {
                try {
                    read(consumer.poll(POLL));
                    reading = true;
                } catch (WakeupException e) {
                    // It was closed.
                } catch (KafkaException | JdbiException e) {
                    reading = false;
                    LOG.warn("Cannot take review items now; trying again in {} s", BEFORE_ANOTHER_TRY.toSeconds(), e);
                    rest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(ConsumerRecords<String, byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<ReviewItem> items = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> each : records) {
            try {
                items.add(codec.decode(Objects.requireNonNullElse(each.value(), new byte[0])));
            } catch (UnreadableMessageException e) {
                LOG.warn(
                        "Left out a record: {}-{} at {}: {}",
                        each.topic(),
                        each.partition(),
                        each.offset(),
                        e.getMessage());
            }
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        records.nextOffsets().forEach((partition, offset) -> next.put(partition, offset.offset()));
        intake.take(items, next);
    }

    /** What was read and not taken is read again. */
    private void rest() throws InterruptedException {
        if (ended.await(BEFORE_ANOTHER_TRY.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        try {
            goOn(consumer.assignment());
        } catch (KafkaException | JdbiException e) {
            LOG.warn("Cannot tell where to go on yet", e);
        }
    }

    private void goOn(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = intake.nextOffsets(topic);
        for (TopicPartition partition : partitions) {
            Long offset = offsets.get(partition);
            if (offset != null) {
                consumer.seek(partition, offset);
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended.countDown();
        consumer.wakeup();
        thread.join();
    }

    private final class GoOnWhereTheDatabaseSays implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Whatever was read is in the database.
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            goOn(partitions);
        }
    }
}
