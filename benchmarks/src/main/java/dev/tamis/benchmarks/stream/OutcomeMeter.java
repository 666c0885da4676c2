package dev.tamis.benchmarks.stream;

import dev.tamis.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts verdicts as they are written, from its start on, whether they are committed or not. */
final class OutcomeMeter implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::count, "outcome-meter");
    private volatile Reading reading = new Reading(0, System.nanoTime());

    /**
     * How many came until when.
     *
     * @param at by {@link System#nanoTime}, when the last of them was counted
     */
    record Reading(long count, long at) {}

    private OutcomeMeter(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static OutcomeMeter start(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // Asks seldom, so that it takes little from what it measures.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1 << 20,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.VERDICTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy
        OutcomeMeter meter = new OutcomeMeter(consumer);
        meter.thread.start();
        return meter;
    }

    Reading reading() {
        return reading;
    }

    private void count() {
        try (consumer) {
            while (true) {
                int more = consumer.poll(POLL).count();
                if (more > 0) {
                    reading = new Reading(reading.count() + more, System.nanoTime());
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
