package dev.tamis.generator.load;

import static java.util.Map.entry;

import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts upload events on the {@linkplain Topics#SUBMISSIONS submissions topic} as one account of a platform would.
 *
 * <p>Sends are idempotent and acknowledged by every replica in sync, so that each event stands in the topic once. At
 * most {@value #BUFFER_BYTES} bytes wait for the broker; beyond that a send blocks. One thread sends and closes.
 */
public final class SubmissionSender implements AutoCloseable {
    /** Largest record, in bytes: what the local broker takes, more than the job's limit on payloads by design. */
    public static final int MAX_RECORD_BYTES = 80 << 20;

    /** Largest payload, in bytes: leaves room in the record for the other fields. */
    public static final int MAX_PAYLOAD_BYTES = MAX_RECORD_BYTES - (64 << 10);

    /** Attribute of a submission that carries the upload's name. */
    public static final String FILE_NAME = "fileName";

    private static final long BUFFER_BYTES = MAX_RECORD_BYTES + (16L << 20);

    private final Producer<String, byte[]> producer;
    private final String account;
    private final Clock clock;
    private final String run;
    private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
    private long uploads;

    /** @param run begins every id of a submission; unique among the runs that send to the topic */
    SubmissionSender(Producer<String, byte[]> producer, String account, Clock clock, String run) {
        this.producer = producer;
        this.account = account;
        this.clock = clock;
        this.run = run;
    }

    /**
     * A sender to a Kafka cluster, which is asked at the first send.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @param account the account that uploads
     * @param clock tells when an upload was submitted
     */
    public static SubmissionSender connect(String bootstrapServers, String account, Clock clock) {
        Properties kafka = new Properties();
        kafka.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return connect(kafka, account, clock);
    }

    /**
     * As {@link #connect(String, String, Clock)}.
     *
     * @param kafka how a client reaches the cluster: {@code bootstrap.servers}, and who it is there
     * @throws KafkaException where the properties are none of a client
     */
    public static SubmissionSender connect(Properties kafka, String account, Clock clock) {
        Properties settings = new Properties();
        settings.putAll(kafka);
        settings.putAll(Map.ofEntries(
                entry(ProducerConfig.ACKS_CONFIG, "all"),
                entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                // Image files are compressed already.
                entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
                // What is due goes at once; what waits for the broker still goes together.
                entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES),
                entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES)));
        Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        return new SubmissionSender(producer, account, clock, UUID.randomUUID().toString());
    }

    /**
     * Sends events and waits until the broker has answered for each of them.
     *
     * @param onResult told of each result as soon as it is known, by this thread or by the producer's
     * @return one result an event, in the order of the events
     */
    public List<SendResult> sendAll(Collection<? extends UploadEvent> events, Consumer<SendResult> onResult) {
        List<CompletableFuture<SendResult>> results = events.stream()
                .map(event -> send(event).whenComplete((result, failure) -> onResult.accept(result)))
                .toList();
        producer.flush();
        return results.stream().map(CompletableFuture::join).toList();
    }

    /**
     * Sends an event without waiting for the broker's answer.
     *
     * @return completes in the producer's thread, and never with an exception
     */
    public CompletableFuture<SendResult> send(UploadEvent event) {
        if (event instanceof RawRecord raw) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.SUBMISSIONS, raw.value());
            return send(raw.name(), record, SubmissionSender::position);
        }
        return send(
                event instanceof AccountUpload given
                        ? given
                        : new AccountUpload("%s-%06d".formatted(run, ++uploads), account, (Upload) event));
    }

    private CompletableFuture<SendResult> send(AccountUpload upload) {
        String id = upload.submissionId();
        try {
            byte[] value = codec.encode(submission(upload));
            return send(upload.name(), new ProducerRecord<>(Topics.SUBMISSIONS, id, value), position -> id);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(notSent(upload.name(), e));
        }
    }

    private CompletableFuture<SendResult> send(
            String name, ProducerRecord<String, byte[]> record, Function<RecordMetadata, String> submissionId) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        try {
            producer.send(record, (position, failure) -> {
                if (failure == null) {
                    result.complete(new Sent(name, submissionId.apply(position)));
                } else {
                    result.complete(notSent(name, failure));
                }
            });
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            result.complete(notSent(name, e));
        }
        return result;
    }

    private ImageSubmission submission(AccountUpload upload) throws IOException {
        // Read first: an upload is submitted once its bytes are there.
        ByteBuffer payload = ByteBuffer.wrap(upload.upload().payload().read());
        return ImageSubmission.newBuilder()
                .setId(upload.submissionId())
                .setAccount(upload.account())
                .setSubmittedAt(clock.instant())
                .setPayload(payload)
                .setDeclaredContentType(upload.upload().declaredContentType())
                .setAttributes(Map.of(FILE_NAME, upload.name()))
                .build();
    }

    /** What a rejection of an unreadable record carries as its submission's id. */
    private static String position(RecordMetadata record) {
        return "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset());
    }

    private static NotSent notSent(String name, Exception failure) {
        return new NotSent(name, "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage()));
    }

    /** Waits for the broker's answers to what was sent, then lets go of the connection. */
    @Override
    public void close() {
        producer.close();
    }
}
