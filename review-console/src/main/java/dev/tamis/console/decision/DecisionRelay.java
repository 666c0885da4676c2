package dev.tamis.console.decision;

import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends decisions that are due to Kafka, each exactly once, in the order of their positions.
 *
 * <p>A decision gets its position in the database first, which ends the time in which it could be undone. It is then sent in a
 * transaction of Kafka that also commits the position after the last one sent, as the offset of a consumer group that no consumer
 * belongs to. So Kafka itself knows what it has: whatever dies in between, the next run asks and goes on from there. A second relay
 * takes the transactional id from the first, whose transactions then fail.
 *
 * <p>One thread at a time.
 */
public final class DecisionRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionRelay.class);
    private static final String NAME = "tamis-review-console-decisions";
    private static final int BATCH = 500;

    /** Names PostgreSQL's lock on positions. */
    private static final long POSITIONS = 7_001;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Jdbi jdbi;
    private final DecisionLog log;
    private final Clock clock;
    private final KafkaConnection kafka;
    private final String topic;
    private final Admin admin;
    private final MessageCodec<ReviewDecision> codec = MessageCodec.of(ReviewDecision.class);

    @SuppressWarnings("NullAway.Init") // made anew after each failure
    private KafkaProducer<String, byte[]> producer;

    private long next;

    /**
     * @param topic of {@link ReviewDecision}s
     */
    public DecisionRelay(Jdbi jdbi, Clock clock, KafkaConnection kafka, String topic) {
        this.jdbi = jdbi;
        this.log = new DecisionLog(jdbi);
        this.clock = clock;
        this.kafka = kafka;
        this.topic = topic;
        this.admin = Admin.create(kafka.properties(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis())));
    }

    /**
     * Sends what is due.
     *
     * @return how many decisions Kafka took
     * @throws KafkaException where Kafka does not take them; nothing is lost, the next call tries again
     */
    public int sendDue() throws InterruptedException {
        jdbi.useTransaction(this::assignPositions);
        try {
            if (producer == null) {
                open();
            }
            int sent = 0;
            for (List<PositionedDecision> batch = log.from(next, BATCH);
                    !batch.isEmpty();
                    batch = log.from(next, BATCH)) {
                send(batch);
                sent += batch.size();
            }
            return sent;
        } catch (KafkaException e) {
            abandon();
            throw e;
        }
    }

    /** One at a time, so that whoever sees a position sees all before it. */
    private void assignPositions(Handle handle) {
        handle.execute("select pg_advisory_xact_lock(" + POSITIONS + ")");
        handle.createUpdate("""
                        update decision set position = nextval('decision_position')
                        from (
                            select id due from decision
                            where position is null and undone_at is null and due_at <= :now
                            order by decided_at, id for update) in_order
                        where id = due""").bind("now", clock.instant()).execute();
    }

    private void open() throws InterruptedException {
        producer = new KafkaProducer<>(
                kafka.properties(
                        Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, NAME, ProducerConfig.MAX_BLOCK_MS_CONFIG, (int)
                                PATIENCE.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
        // Ends what an earlier relay left open, so that the offset read next is the last.
        producer.initTransactions();
        next = committed();
        long end = log.end();
        if (next > end) {
            throw new IllegalStateException(
                    "Kafka has decisions up to position %d, and the database only up to %d: it was put back to an earlier state, and"
                                    .formatted(next - 1, end - 1)
                            + " what is decided now would be taken for sent");
        }
    }

    /** The position after the last one that Kafka has; 1 where it has none. */
    private long committed() throws InterruptedException {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(NAME)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition());
            return offset == null ? 1 : offset.offset();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot ask which decisions Kafka has", e.getCause());
        }
    }

    private void send(List<PositionedDecision> batch) {
        producer.beginTransaction();
        for (PositionedDecision each : batch) {
            producer.send(
                    new ProducerRecord<>(topic, each.decision().getSubmissionId(), codec.encode(each.decision())));
        }
        long after = batch.get(batch.size() - 1).position() + 1;
        producer.sendOffsetsToTransaction(
                Map.of(partition(), new OffsetAndMetadata(after)), new ConsumerGroupMetadata(NAME));
        producer.commitTransaction(); // fails where any of them was not taken
        next = after;
        LOG.debug("sent {} decisions, up to position {}", batch.size(), after - 1);
    }

    /** Offsets belong to a partition that exists. */
    private TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    /** Whether a transaction was committed is unknown now; the next producer finds out. */
    @SuppressWarnings("NullAway") // made anew by the next call
    private void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        abandon();
        admin.close(PATIENCE);
    }
}
