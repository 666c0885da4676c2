package dev.tamis.benchmarks.stream;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.schemas.VerdictThresholds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Review items as a job sends them whose submissions refer to their files: of all accounts, scores, priorities and queues, with what
 * the network saw and a heat map. The same each time but for the time.
 *
 * @param count of them
 */
public record ManyItems(int count) {
    private static final int ACCOUNTS = 100_000;
    private static final int SEEN = 32;
    private static final int MAP = 8;
    private static final Duration SPAN = Duration.ofDays(30);
    /** Kafka spreads them over partitions, each of which is read in its order. */
    private static final int LAST = 200;

    /** Sends all of them to the topic of review items. */
    public void send(String bootstrapServers) {
        MessageCodec<ReviewItem> codec = MessageCodec.of(ReviewItem.class);
        SplittableRandom random = new SplittableRandom(1);
        Instant first = Instant.now().minus(SPAN);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 18),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                Instant submitted = first.plus(SPAN.multipliedBy(i).dividedBy(count));
                producer.send(
                        new ProducerRecord<>(Topics.REVIEW_ITEMS, id(i), codec.encode(item(i, submitted, random))));
            }
        }
    }

    /** The submissions of the last items: where these are there, all are. */
    public List<String> last() {
        return IntStream.range(Math.max(0, count - LAST), count)
                .mapToObj(ManyItems::id)
                .toList();
    }

    private static String id(int i) {
        return "item-" + i;
    }

    private static ReviewItem item(int i, Instant submitted, SplittableRandom random) {
        boolean generated = random.nextInt(4) > 0;
        byte[] seen = new byte[3 * SEEN * SEEN];
        random.nextBytes(seen);
        byte[] map = new byte[MAP * MAP];
        random.nextBytes(map);
        return ReviewItem.newBuilder()
                .setSubmissionId(id(i))
                .setCause(random.nextInt(50) == 0 ? ReviewCause.REPORTED : ReviewCause.FLAGGED)
                .setPriority(random.nextInt(101))
                .setReference("https://cdn.example.com/" + id(i) + ".jpg")
                .setAttributes(Map.of())
                .setDetectorInput(new DetectorInput(SEEN, SEEN, ByteBuffer.wrap(seen)))
                .setVerdict(ImageVerdict.newBuilder()
                        .setSubmissionId(id(i))
                        .setAccount("account-" + random.nextInt(ACCOUNTS))
                        .setSubmittedAt(submitted)
                        .setDecidedAt(submitted.plusMillis(80))
                        .setPosition(new StreamPosition(Topics.SUBMISSIONS, 0, (long) i))
                        .setVerdict(generated ? Verdict.GENERATED : Verdict.UNCERTAIN)
                        .setBasis(
                                generated
                                        ? VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD
                                        : VerdictBasis.SCORE_BETWEEN_THRESHOLDS)
                        .setScore(generated ? 0.9 + random.nextDouble() / 10 : 0.2 + random.nextDouble() / 2)
                        .setThresholds(new VerdictThresholds(0.2, 0.9))
                        .setDetector(new DetectorIdentity("tamis", "ab".repeat(32), "cd".repeat(32)))
                        .setSightings(1)
                        .setHeatmap(new VerdictHeatmap(MAP, MAP, ByteBuffer.wrap(map)))
                        .setImage(ImageProperties.newBuilder()
                                .setFormat("JPEG")
                                .setWidth(512)
                                .setHeight(512)
                                .setPayloadBytes(60_000)
                                .setPayloadSha256("%064x".formatted(i))
                                .build())
                        .build())
                .build();
    }
}
