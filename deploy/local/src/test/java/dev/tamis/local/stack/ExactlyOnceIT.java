package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job as it ships, with a real broker, while TaskManagers and the whole cluster die in mid-stream. */
class ExactlyOnceIT {
    private static final int FEWEST_SUBMISSIONS = 2_000;
    private static final Duration BETWEEN_SUBMISSIONS = Duration.ofMillis(5);
    private static final int LARGEST_STEP = 300;
    private static final int PARALLELISM = 2;

    @TempDir
    private Path folder;

    private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
    private LocalBroker broker;
    private Producer<byte[], byte[]> producer;
    private Outcomes outcomes;

    @BeforeEach
    void startBroker() throws Exception {
        FixtureDetector.write(folder.resolve("detector.onnx"));
        broker = LocalBroker.start(folder.resolve("kafka"));
        LocalTopics.create(broker.bootstrapServers());
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        outcomes = new Outcomes(broker.bootstrapServers());
    }

    @AfterEach
    void stopBroker() {
        outcomes.close();
        producer.close();
        broker.close();
    }

    @Test
    @Timeout(300)
    void givesEverySubmissionOneOutcomeOverTheDeathOfTaskManagersAndOfTheCluster() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ExactlyOnceIT seed " + seed);
        Random random = new Random(seed);
        AtomicBoolean failuresAreOver = new AtomicBoolean();
        CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> sendUntil(failuresAreOver));
        try (JobCluster cluster = startCluster()) {
            cluster.submit();
            for (int taskManager = 0; taskManager < 3; taskManager++) {
                outcomes.awaitMore(1 + random.nextInt(LARGEST_STEP));
                cluster.replaceTaskManager(taskManager);
            }
            outcomes.awaitMore(1 + random.nextInt(LARGEST_STEP));
        }
        int total;
        Path checkpoint =
                new Checkpoints(folder.resolve("checkpoints")).newest().orElseThrow();
        try (JobCluster cluster = startCluster()) {
            cluster.submitFrom(checkpoint);
            outcomes.awaitMore(1);
            failuresAreOver.set(true);
            total = sender.join();
            outcomes.awaitTotal(total);
            // What a failure had doubled would be visible with the checkpoint that shows this one.
            send(total++);
            outcomes.awaitTotal(total);
        }
        outcomes.readToTheEnd();

        assertThat(outcomes.verdicts).containsExactlyInAnyOrderElementsOf(ids(total, Kind.AUTHENTIC, Kind.GENERATED));
        assertThat(outcomes.rejections).containsExactlyInAnyOrderElementsOf(ids(total, Kind.BROKEN));
        assertThat(outcomes.reviewItems).containsExactlyInAnyOrderElementsOf(ids(total, Kind.GENERATED));
    }

    /** What a submission is, by its number. */
    private enum Kind {
        AUTHENTIC,
        GENERATED,
        BROKEN;

        private static final int SIDE = 32;

        static Kind of(int number) {
            return values()[number % values().length];
        }

        /** A file that no other submission has. */
        static byte[] payload(int number) {
            return switch (of(number)) {
                case AUTHENTIC -> png(255, number);
                case GENERATED -> png(0, number);
                case BROKEN -> new byte[] {1};
            };
        }

        private static byte[] png(int grey, int number) {
            byte[] rgb = new byte[RgbImage.CHANNELS * SIDE * SIDE];
            Arrays.fill(rgb, (byte) grey);
            ByteBuffer.wrap(rgb).putInt(number);
            return PngEncoder.encode(new RgbImage(SIDE, SIDE, rgb));
        }
    }

    private static List<String> ids(int total, Kind... kinds) {
        return IntStream.range(0, total)
                .filter(number -> List.of(kinds).contains(Kind.of(number)))
                .mapToObj(Integer::toString)
                .toList();
    }

    /**
     * Sends submissions without a pause, so that every failure meets some on their way.
     *
     * @return how many
     */
    private int sendUntil(AtomicBoolean failuresAreOver) {
        int number = 0;
        while (number < FEWEST_SUBMISSIONS || !failuresAreOver.get()) {
            send(number++);
        }
        return number;
    }

    private void send(int number) {
        ImageSubmission submission = ImageSubmission.newBuilder()
                .setId(Integer.toString(number))
                .setAccount("account")
                .setSubmittedAt(Instant.EPOCH)
                .setPayload(ByteBuffer.wrap(Kind.payload(number)))
                .build();
        try {
            // Every seventh is delivered twice, without a key perhaps to another partition.
            for (int delivery = number % 7 == 0 ? 2 : 1; delivery > 0; delivery--) {
                producer.send(new ProducerRecord<>(Topics.SUBMISSIONS, codec.encode(submission)))
                        .get();
            }
            Thread.sleep(BETWEEN_SUBMISSIONS.toMillis());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a submission could not be sent", e);
        }
    }

    private JobCluster startCluster() throws Exception {
        return JobCluster.start(
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                folder.resolve("checkpoints").toUri().toString())
                        .set(ModerationOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers())
                        .set(
                                ModerationOptions.DETECTOR_PATH,
                                folder.resolve("detector.onnx").toString()),
                PARALLELISM);
    }

    /** What a reader of committed records has seen, as ids of submissions. */
    private static final class Outcomes implements AutoCloseable {
        private final Collection<String> verdicts = new ArrayList<>();
        private final Collection<String> rejections = new ArrayList<>();
        private final Collection<String> reviewItems = new ArrayList<>();
        private final MessageCodec<ImageVerdict> verdictCodec = MessageCodec.of(ImageVerdict.class);
        private final MessageCodec<ImageRejection> rejectionCodec = MessageCodec.of(ImageRejection.class);
        private final MessageCodec<ReviewItem> reviewItemCodec = MessageCodec.of(ReviewItem.class);
        private final Consumer<byte[], byte[]> consumer;

        Outcomes(String bootstrapServers) {
            Map<String, Object> config =
                    Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
            consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> partitions = Stream.of(Topics.VERDICTS, Topics.REJECTIONS, Topics.REVIEW_ITEMS)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        void awaitMore(int more) throws UnreadableMessageException {
            awaitTotal(verdicts.size() + rejections.size() + more);
        }

        /** Waits until at least so many submissions have an outcome. */
        void awaitTotal(int total) throws UnreadableMessageException {
            while (verdicts.size() + rejections.size() < total) {
                read();
            }
        }

        /** Reads whatever is committed by now. */
        void readToTheEnd() throws UnreadableMessageException {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                read();
            }
        }

        private void read() throws UnreadableMessageException {
            for (ConsumerRecord<byte[], byte[]> outcome : consumer.poll(Duration.ofMillis(100))) {
                switch (outcome.topic()) {
                    case Topics.VERDICTS ->
                        verdicts.add(verdictCodec.decode(outcome.value()).getSubmissionId());
                    case Topics.REJECTIONS ->
                        rejections.add(rejectionCodec.decode(outcome.value()).getSubmissionId());
                    default ->
                        reviewItems.add(reviewItemCodec.decode(outcome.value()).getSubmissionId());
                }
            }
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
