package dev.tamis.local.control;

import dev.tamis.local.stack.UnusableKafkaException;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.control.IssuedInstruction;
import dev.tamis.stream.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Gives instructions to the jobs on one Kafka and hears what becomes of them. One thread owns it.
 */
public final class ControlChannel implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String REQUEST_TIMEOUT_MS = "15000";

    private final String bootstrapServers;
    private final Optional<String> privateKey;
    private final MessageCodec<ControlStatus> statuses = MessageCodec.of(ControlStatus.class);
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param privateKey PEM of the Ed25519 key that signs instructions, where jobs ask for a signature
     * @throws UnusableKafkaException where Kafka does not answer or lacks the topics
     */
    public ControlChannel(KafkaConnection kafka, Optional<String> privateKey) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.privateKey = privateKey;
        this.consumer = consumer(kafka);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONTROL_STATUS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw UnusableKafkaException.withoutTopic(bootstrapServers, Topics.CONTROL_STATUS);
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // now, and not when it is first read
        } catch (KafkaException e) {
            consumer.close();
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
        this.producer = new KafkaProducer<>(
                kafka.properties(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT_MS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Properties config = kafka.properties(Map.of(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                "false"));
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(kafka.bootstrapServers(), e);
        }
    }

    /**
     * Gives an instruction and waits until a job has refused it or all its subtasks follow.
     *
     * @param instruction one of the instructions of {@link DetectorControl}
     * @param issuedBy who gives it
     * @param patience how long to wait
     * @param heard takes every status as it comes
     */
    public Answer give(Object instruction, String issuedBy, Duration patience, Consumer<ControlStatus> heard)
            throws InterruptedException {
        IssuedInstruction issued = IssuedInstruction.of(instruction, issuedBy, Instant.now());
        String id = issued.control().getId();
        RecordMetadata sent = send(issued);
        // A job that cannot read or does not believe an instruction names it by its place.
        Set<String> names = Set.of(id, "%s-%d-%d".formatted(sent.topic(), sent.partition(), sent.offset()));
        Instant end = Instant.now().plus(patience);
        List<ControlStatus> about = new ArrayList<>();
        Answer answer = new Answer(id, about);
        while (answer.refusal().isEmpty()
                && !answer.isFollowed()
                && Instant.now().isBefore(end)) {
            for (ControlStatus status : poll()) {
                if (status.getInstructionId() != null && names.contains(status.getInstructionId())) {
                    about.add(status);
                    heard.accept(status);
                }
            }
            answer = new Answer(id, about);
        }
        return answer;
    }

    private RecordMetadata send(IssuedInstruction instruction) throws InterruptedException {
        try {
            return producer.send(instruction.record(privateKey)).get();
        } catch (ExecutionException e) {
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
    }

    private List<ControlStatus> poll() {
        List<ControlStatus> read = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                read.add(statuses.decode(record.value()));
            } catch (UnreadableMessageException e) {
                // Not by a job.
            }
        }
        return read;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
