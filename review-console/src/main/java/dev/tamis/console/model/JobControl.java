package dev.tamis.console.model;

import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.kafka.KafkaConnection;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.RefusedException;
import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.PromoteDetector;
import dev.tamis.schemas.ShadowDetector;
import dev.tamis.schemas.StopShadow;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.control.InForce;
import dev.tamis.stream.control.IssuedInstruction;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instructs the job, and hears what it does. A thread of its own reads both topics from their beginning and keeps the history of
 * instructions in the database, whoever gave them.
 *
 * <p>Safe for use by several threads.
 */
public final class JobControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobControl.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);
    private static final List<String> TOPICS = List.of(Topics.DETECTOR_CONTROL, Topics.CONTROL_STATUS);

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;
    private final KafkaConnection kafka;
    private final Optional<String> privateKey;
    private final MessageCodec<DetectorControl> instructions = MessageCodec.of(DetectorControl.class);
    private final MessageCodec<ControlStatus> statuses = MessageCodec.of(ControlStatus.class);
    private final List<ControlStatus> heard = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "job-control");
    private volatile boolean ended;

    /**
     * Begins to listen.
     *
     * @param privateKey PEM of the Ed25519 key that signs instructions; null where jobs ask for no signature
     */
    public JobControl(Jdbi jdbi, AuditLog audit, Clock clock, KafkaConnection kafka, @Nullable String privateKey) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.kafka = kafka;
        this.privateKey = Optional.ofNullable(privateKey);
        this.producer = new KafkaProducer<>(
                kafka.properties(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis())),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    /** Lets a detector give the verdicts from now on. */
    public void promote(URI uri, DetectorFile detector, Person by) throws RefusedException {
        give(new PromoteDetector(uri.toString(), detector.sha256()), "promote", name(detector), by);
    }

    /** Lets a detector score beside the other. */
    public void shadow(URI uri, DetectorFile detector, Person by) throws RefusedException {
        give(new ShadowDetector(uri.toString(), detector.sha256()), "shadow", name(detector), by);
    }

    /** Lets the detector in shadow go. */
    public void stopShadow(Person by) throws RefusedException {
        give(new StopShadow(), "stop-shadow", "", by);
    }

    private static String name(DetectorFile detector) {
        return detector.metadata().id() + " " + detector.sha256();
    }

    private void give(Object instruction, String action, String detail, Person by) throws RefusedException {
        IssuedInstruction issued = IssuedInstruction.of(instruction, by.name(), clock.instant());
        audit.append(by.name(), action, "job", detail);
        try {
            producer.send(issued.record(privateKey)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warn("An instruction could not be sent", e);
            throw new RefusedException("Kafka does not take the instruction now.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The console is being stopped.");
        }
    }

    /** What the job's subtasks score with, as far as it was heard. */
    public List<ControlStatus> inForce() {
        synchronized (heard) {
            return InForce.of(heard, List.of(), clock.instant()).subtasks();
        }
    }

    /**
     * An instruction and what became of it.
     *
     * @param issuedBy null where the instruction could not be read
     * @param accepted null where no job has answered
     */
    public record Instruction(
            @Nullable Instant issuedAt,
            @Nullable String issuedBy,
            @Nullable String detail,
            @Nullable Boolean accepted,
            @Nullable String answer) {}

    /** The latest first. */
    public List<Instruction> history(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from instruction order by coalesce(issued_at, answered_at) desc limit :most")
                .bind("most", most)
                .map((row, context) -> new Instruction(
                        row.getTimestamp("issued_at") == null
                                ? null
                                : row.getTimestamp("issued_at").toInstant(),
                        row.getString("issued_by"),
                        row.getString("detail"),
                        (Boolean) row.getObject("accepted"),
                        row.getString("answer")))
                .list());
    }

    /** The SHA-256 of the detector that gives the verdicts. */
    public Optional<String> active() {
        return inForce().stream().findFirst().map(status -> status.getDetector().getSha256());
    }

    private void run() {
        while (!ended) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                listen(consumer);
            } catch (KafkaException | JdbiException e) {
                LOG.warn("The job is not heard now; trying again in {} s", BEFORE_ANOTHER_TRY.toSeconds(), e);
            }
            try {
                Thread.sleep(ended ? 0 : BEFORE_ANOTHER_TRY.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.properties(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void listen(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there are no topics " + TOPICS);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        synchronized (heard) {
            heard.clear();
        }
        while (!ended) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                take(each);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topics.DETECTOR_CONTROL)) {
                keep(instructions.decode(record.value()));
            } else {
                ControlStatus status = statuses.decode(record.value());
                synchronized (heard) {
                    heard.add(status);
                }
                keep(status);
            }
        } catch (UnreadableMessageException e) {
            LOG.warn(
                    "Left out a record: {}-{} at {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void keep(DetectorControl control) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into instruction (id, issued_at, issued_by, detail) values (:id, :at, :by, :detail)
                        on conflict (id) do update set issued_at = :at, issued_by = :by, detail = :detail""")
                .bind("id", control.getId())
                .bind("at", control.getIssuedAt())
                .bind("by", control.getIssuedBy())
                .bind("detail", described(control.getInstruction()))
                .execute());
    }

    private void keep(ControlStatus status) {
        boolean isAnswer = status.getState() == ControlState.ACCEPTED || status.getState() == ControlState.REFUSED;
        if (!isAnswer || status.getInstructionId() == null) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into instruction (id, answered_at, accepted, answer) values (:id, :at, :accepted, :answer)
                        on conflict (id) do update set answered_at = :at, accepted = :accepted, answer = :answer""")
                .bind("id", status.getInstructionId())
                .bind("at", status.getAt())
                .bind("accepted", status.getState() == ControlState.ACCEPTED)
                .bind("answer", status.getDetail())
                .execute());
    }

    private static String described(Object instruction) {
        if (instruction instanceof PromoteDetector promote) {
            return "promote %s, %s".formatted(promote.getUri(), promote.getSha256());
        }
        if (instruction instanceof ShadowDetector shadow) {
            return "shadow %s, %s".formatted(shadow.getUri(), shadow.getSha256());
        }
        if (instruction instanceof StopShadow) {
            return "stop the shadow";
        }
        return String.valueOf(instruction);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join(POLL.multipliedBy(3).toMillis());
        thread.interrupt();
        producer.close(PATIENCE);
    }
}
