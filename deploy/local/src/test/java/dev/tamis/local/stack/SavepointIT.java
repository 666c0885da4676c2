package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.ChangeThresholds;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.DetectorControl;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictCounts;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * This version goes on where an earlier one stopped with a savepoint, at another parallelism.
 *
 * <p>The savepoints are files of this project, named like the schemas of the version that wrote them. {@code
 * -Dtamis.savepoint=VERSION} writes one with this version, which a release does once.
 */
@Timeout(120)
class SavepointIT {
    private static final Path SAVEPOINTS = Path.of("src/test/resources/dev/tamis/local/stack/savepoints");
    private static final Path DETECTOR = Path.of("target/savepoint/detector.onnx"); // the state names it

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Instant SUBMITTED = Instant.parse("2026-11-27T10:00:00Z");
    private static final VerdictThresholds CHANGED = new VerdictThresholds(0.001, 0.002);
    private static final int DECIDED = 1;
    private static final int FLAGGED = 2;

    @TempDir
    private Path folder;

    private LocalBroker broker;
    private Producer<byte[], byte[]> producer;
    private int submissions;

    @BeforeAll
    static void writeSavepoint() throws Exception {
        String version = System.getProperty("tamis.savepoint");
        if (version != null) {
            SavepointIT writer = new SavepointIT();
            writer.folder = Files.createTempDirectory("savepoint");
            writer.start();
            try {
                writer.write(SAVEPOINTS.resolve(version));
            } finally {
                writer.stop();
                FileUtils.deleteDirectory(writer.folder.toFile());
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(DETECTOR.getParent());
        FixtureDetector.write(DETECTOR);
        broker = LocalBroker.start(folder.resolve("kafka"));
        LocalTopics.create(broker.bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        broker.close();
    }

    /** The first version had no other state than positions and transactions. */
    @Test
    void goesOnWithTheFirstSubmissionAfterASavepointOfTheFirstVersion() throws Exception {
        sendBeforeTheSavepoint();
        goOn("0.1.0", () -> {
            submit("later", "bob", image(FLAGGED, 1));
            submit("later broken", "bob", new byte[] {1});
        });

        assertThat(records(Topics.VERDICTS, ImageVerdict.class))
                .extracting(ImageVerdict::getSubmissionId)
                .containsExactly("later");
        assertThat(records(Topics.REJECTIONS, ImageRejection.class))
                .extracting(ImageRejection::getSubmissionId)
                .containsExactly("later broken");
    }

    @Test
    void remembersWhatItKnewWhenTheSavepointWasMade() throws Exception {
        sendBeforeTheSavepoint();
        goOn("0.3.0", () -> {
            submit("decided", "ann", image(DECIDED, 0)); // once more
            submit("copy", "bob", image(DECIDED, 0));
            submit("alike", "ann", image(FLAGGED, 1));
        });

        List<ImageVerdict> verdicts = records(Topics.VERDICTS, ImageVerdict.class);
        assertThat(verdicts).extracting(ImageVerdict::getSubmissionId).containsExactlyInAnyOrder("copy", "alike");
        ImageVerdict copy = of(verdicts, "copy");
        assertThat(copy.getVerdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(copy.getBasis()).isEqualTo(VerdictBasis.ANALYST_DECISION);
        assertThat(copy.getAnalystDecision().getId()).isEqualTo("decision");
        ImageVerdict alike = of(verdicts, "alike");
        assertThat(alike.getThresholds()).isEqualTo(CHANGED);
        assertThat(alike.getNearDuplicates())
                .isNotNull()
                .isNotEqualTo(alike.getImage().getPerceptualHash().getPdq());
        assertThat(alike.getAccountHistory().getWindows())
                .containsExactly(new VerdictCounts((int) FOREVER.toHours(), 1, 0, 2));
    }

    private static ImageVerdict of(List<ImageVerdict> verdicts, String submission) {
        return verdicts.stream()
                .filter(verdict -> verdict.getSubmissionId().equals(submission))
                .findFirst()
                .orElseThrow();
    }

    /** Sends what all savepoints have seen. */
    private void sendBeforeTheSavepoint() throws Exception {
        submit("decided", "ann", image(DECIDED, 0));
        submit("flagged", "ann", image(FLAGGED, 0));
        submit("broken", "ann", new byte[] {1});
    }

    /** Runs the job from a savepoint until it has given an outcome to all that is sent. */
    private void goOn(String version, Sending later) throws Exception {
        try (JobCluster cluster = JobCluster.start(options(), 1)) {
            JobID job = cluster.submitFrom(SAVEPOINTS.resolve(version));
            later.send();
            awaitConsumed(Topics.SUBMISSIONS, submissions);
            cluster.stopWithSavepoint(job, folder.resolve("savepoint"));
        }
    }

    private void write(Path savepoint) throws Exception {
        try (JobCluster cluster = JobCluster.start(options(), 2)) {
            JobID job = cluster.submit();
            send(Topics.DETECTOR_CONTROL, DetectorControl.class, changeThresholds());
            awaitConsumed(Topics.DETECTOR_CONTROL, 1);
            sendBeforeTheSavepoint();
            awaitConsumed(Topics.SUBMISSIONS, submissions);
            send(Topics.REVIEW_DECISIONS, ReviewDecision.class, decision());
            awaitConsumed(Topics.REVIEW_DECISIONS, 1);
            cluster.stopWithSavepoint(job, folder.resolve("savepoint"));
        }
        FileUtils.deleteDirectory(savepoint.toFile());
        try (Stream<Path> made = Files.list(folder.resolve("savepoint"))) {
            FileUtils.copy(
                    new org.apache.flink.core.fs.Path(
                            made.findFirst().orElseThrow().toUri()),
                    new org.apache.flink.core.fs.Path(savepoint.toAbsolutePath().toUri()),
                    false);
        }
    }

    private Configuration options() {
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200))
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        folder.resolve("checkpoints").toUri().toString())
                .set(ModerationOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers())
                .set(ModerationOptions.DETECTOR_PATH, DETECTOR.toString())
                .set(ModerationOptions.DELIVERY_MEMORY, FOREVER)
                .set(ModerationOptions.DECISION_MEMORY, FOREVER)
                .set(ModerationOptions.NEAR_DUPLICATE_MEMORY, FOREVER)
                .set(ModerationOptions.ACCOUNT_WINDOWS, List.of(FOREVER));
    }

    private static DetectorControl changeThresholds() {
        return DetectorControl.newBuilder()
                .setId("control")
                .setIssuedAt(SUBMITTED)
                .setIssuedBy("eve")
                .setInstruction(new ChangeThresholds(CHANGED))
                .build();
    }

    private static ReviewDecision decision() {
        return ReviewDecision.newBuilder()
                .setId("decision")
                .setSubmissionId("decided")
                .setPayloadSha256(sha256(image(DECIDED, 0)))
                .setDecision(Decision.OVERTURNED)
                .setVerdict(Verdict.GENERATED)
                .setFinalVerdict(Verdict.AUTHENTIC)
                .setAccount("ann")
                .setSubmittedAt(SUBMITTED)
                .setReviewer("ada")
                .setDecidedAt(SUBMITTED)
                .build();
    }

    private void submit(String id, String account, byte[] payload) throws Exception {
        send(
                Topics.SUBMISSIONS,
                ImageSubmission.class,
                ImageSubmission.newBuilder()
                        .setId(id)
                        .setAccount(account)
                        .setSubmittedAt(SUBMITTED)
                        .setPayload(ByteBuffer.wrap(payload))
                        .build());
        submissions++;
    }

    /** To the first partition, so that positions are known. */
    private <T extends SpecificRecord> void send(String topic, Class<T> type, T message) throws Exception {
        byte[] value = MessageCodec.of(type).encode(message);
        producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }

    /** Waits for a checkpoint behind the first records of a topic. */
    private void awaitConsumed(String topic, int records) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = ModerationOptions.GROUP_ID.defaultValue();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); ) {
                OffsetAndMetadata position = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                if (position != null && position.offset() >= records) {
                    return;
                }
                Thread.sleep(50);
            }
        }
        throw new AssertionError(topic + " was not consumed up to " + records);
    }

    private <T extends SpecificRecord> List<T> records(String topic, Class<T> type) throws Exception {
        List<T> records = new ArrayList<>();
        new CommittedRecords(broker.bootstrapServers(), PATIENCE).forEach(topic, MessageCodec.of(type), records::add);
        return records;
    }

    /** A mosaic of 64 x 64 pixels as a BMP, whose bytes depend on no library; a variant has so many other tiles. */
    private static byte[] image(int seed, int variant) {
        int side = 64;
        int tile = 8;
        int header = 54;
        ByteBuffer bmp = ByteBuffer.allocate(header + 3 * side * side).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(header);
        bmp.putInt(40)
                .putInt(side)
                .putInt(side)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(0);
        bmp.position(header);
        int[] tiles =
                new Random(seed).ints((side / tile) * (side / tile), 0, 240).toArray();
        for (int i = 0; i < variant; i++) {
            int changed = 23 * i % tiles.length;
            tiles[changed] = (tiles[changed] + 60) % 240;
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                byte grey = (byte) tiles[y / tile * (side / tile) + x / tile];
                bmp.put(grey).put(grey).put(grey);
            }
        }
        return bmp.array();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Sending {
        void send() throws Exception;
    }
}
