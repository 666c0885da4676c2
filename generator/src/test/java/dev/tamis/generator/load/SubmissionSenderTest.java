package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class SubmissionSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:30:00Z");
    private static final Upload CAT = Upload.named("cats/one.png", () -> new byte[] {1, 2, 3});
    private static final Upload DOG = Upload.named("dog.jpg", () -> new byte[] {4});

    private final RefusingProducer producer = new RefusingProducer();
    private final List<SendResult> told = new ArrayList<>();

    @Test
    void sendsAnUploadAsASubmission() throws UnreadableMessageException {
        List<SendResult> results = send(CAT);

        ProducerRecord<String, byte[]> record = producer.history().get(0);
        ImageSubmission submission = MessageCodec.of(ImageSubmission.class).decode(record.value());
        assertThat(record.topic()).isEqualTo(Topics.SUBMISSIONS);
        assertThat(record.key()).isEqualTo(submission.getId());
        assertThat(submission)
                .isEqualTo(ImageSubmission.newBuilder()
                        .setId(submission.getId())
                        .setAccount("tester")
                        .setSubmittedAt(NOW)
                        .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .setDeclaredContentType("image/png")
                        .setAttributes(Map.of("fileName", "cats/one.png"))
                        .build());
        assertThat(results).containsExactly(new Sent("cats/one.png", submission.getId()));
    }

    @Test
    void submitsAnUploadWhenItsBytesAreRead() throws UnreadableMessageException {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        InstantSource clock = now::get;
        Instant later = NOW.plusSeconds(5);
        Upload slow = Upload.named("slow.png", () -> {
            now.set(later);
            return new byte[] {1};
        });

        try (SubmissionSender sender =
                new SubmissionSender(producer, "tester", clock.withZone(ZoneOffset.UTC), "run")) {
            sender.sendAll(List.of(slow), told::add);
        }

        byte[] value = producer.history().get(0).value();
        assertThat(MessageCodec.of(ImageSubmission.class).decode(value).getSubmittedAt())
                .isEqualTo(later);
    }

    @Test
    void givesEveryUploadItsOwnId() {
        List<SendResult> results = new ArrayList<>();
        try (SubmissionSender sender = sender()) {
            results.addAll(sender.sendAll(List.of(CAT, CAT), told::add));
            results.addAll(sender.sendAll(List.of(CAT), told::add));
        }

        assertThat(results)
                .containsExactly(
                        new Sent("cats/one.png", "run-000001"),
                        new Sent("cats/one.png", "run-000002"),
                        new Sent("cats/one.png", "run-000003"));
    }

    @Test
    void sendsASubmissionOfItsPlatformUnderItsIdAndAccount() throws UnreadableMessageException {
        AccountUpload given = new AccountUpload("photo-7", "someone", CAT);

        List<SendResult> results = send(given, given);

        assertThat(results).containsOnly(new Sent("cats/one.png", "photo-7")).hasSize(2);
        for (ProducerRecord<String, byte[]> record : producer.history()) {
            ImageSubmission submission = MessageCodec.of(ImageSubmission.class).decode(record.value());
            assertThat(record.key()).isEqualTo("photo-7");
            assertThat(submission.getId()).isEqualTo("photo-7");
            assertThat(submission.getAccount()).isEqualTo("someone");
        }
    }

    @Test
    void namesARawRecordByItsPlaceInTheTopic() {
        List<SendResult> results = send(CAT, new RawRecord("noise", new byte[] {9}), new RawRecord("nothing", null));

        assertThat(results.subList(1, 3))
                .containsExactly(
                        new Sent("noise", "image-submissions-0-1"), new Sent("nothing", "image-submissions-0-2"));
        assertThat(producer.history().get(1).value()).containsExactly(9);
        assertThat(producer.history().get(2).value()).isNull();
    }

    @Test
    void reportsAFileThatCannotBeReadAndSendsTheRest() {
        Upload unreadable = Upload.named("locked.png", () -> {
            throw new IOException("permission denied");
        });

        List<SendResult> results = send(unreadable, DOG);

        assertThat(results)
                .containsExactly(
                        new NotSent("locked.png", "IOException: permission denied"), new Sent("dog.jpg", "run-000002"));
    }

    @Test
    void reportsWhatTheBrokerRefusesAndSendsTheRest() {
        producer.refuseLater(new RecordTooLargeException("too large for the topic"));

        List<SendResult> results = send(CAT, DOG);

        assertThat(results)
                .containsExactly(
                        new NotSent("cats/one.png", "RecordTooLargeException: too large for the topic"),
                        new Sent("dog.jpg", "run-000002"));
    }

    @Test
    void reportsWhatTheProducerRefusesAtOnce() {
        producer.refuseAtOnce(new KafkaException("not authorised"));

        List<SendResult> results = send(CAT, DOG);

        assertThat(results)
                .containsExactly(
                        new NotSent("cats/one.png", "KafkaException: not authorised"),
                        new Sent("dog.jpg", "run-000002"));
    }

    @Test
    void tellsOfEveryResult() {
        producer.refuseLater(new RecordTooLargeException("too large for the topic"));

        List<SendResult> results = send(CAT, DOG, new RawRecord("noise", new byte[] {9}));

        assertThat(told).containsExactlyElementsOf(results);
    }

    @Test
    void closesTheProducer() {
        send(CAT);

        assertThat(producer.closed()).isTrue();
    }

    private List<SendResult> send(UploadEvent... events) {
        try (SubmissionSender sender = sender()) {
            return sender.sendAll(List.of(events), told::add);
        }
    }

    private SubmissionSender sender() {
        return new SubmissionSender(producer, "tester", Clock.fixed(NOW, ZoneOffset.UTC), "run");
    }

    /** Acknowledges every record, except the first where it is told to refuse. */
    private static final class RefusingProducer extends MockProducer<String, byte[]> {
        private final List<KafkaException> later = new ArrayList<>();
        private final List<KafkaException> atOnce = new ArrayList<>();

        RefusingProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        void refuseLater(KafkaException failure) {
            later.add(failure);
        }

        void refuseAtOnce(KafkaException failure) {
            atOnce.add(failure);
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            if (!atOnce.isEmpty()) {
                throw atOnce.remove(0);
            }
            if (!later.isEmpty()) {
                KafkaException failure = later.remove(0);
                callback.onCompletion(null, failure);
                return CompletableFuture.failedFuture(failure);
            }
            return super.send(record, callback);
        }
    }
}
