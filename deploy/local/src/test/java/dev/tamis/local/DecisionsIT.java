package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analysts' decisions of a real broker, as labelled images. */
class DecisionsIT {
    private static final Instant DECIDED = Instant.parse("2026-03-02T09:00:00Z");
    private static final byte[] GENERATED = picture(10);
    private static final byte[] PHOTOGRAPH = picture(20);
    private static final byte[] ESCALATED = picture(30);
    private static final byte[] UNDECIDED = picture(40);

    @TempDir
    private static Path brokerFolder;

    private static LocalBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fillTheTopics() throws Exception {
        broker = LocalBroker.start(brokerFolder);
        LocalTopics.create(broker.bootstrapServers());
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, item("generated", 0.9, GENERATED));
            send(producer, item("photograph", 0.8, PHOTOGRAPH));
            send(producer, item("again", 0.8, PHOTOGRAPH));
            send(producer, item("escalated", 0.9, ESCALATED));
            send(producer, item("undecided", 0.9, UNDECIDED));
            send(producer, decision("generated", GENERATED, Decision.CONFIRMED));
            send(producer, decision("photograph", PHOTOGRAPH, Decision.CONFIRMED));
            send(producer, decision("photograph", PHOTOGRAPH, Decision.OVERTURNED));
            send(producer, decision("escalated", ESCALATED, Decision.ESCALATED));
            send(producer, decision("gone", picture(50), Decision.CONFIRMED));
            producer.send(new ProducerRecord<>(Topics.REVIEW_DECISIONS, "no message".getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>(Topics.REVIEW_DECISIONS, null));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, decision("generated", GENERATED, Decision.OVERTURNED));
            producer.flush();
            producer.abortTransaction();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void writesWhatWasDecidedAsLabelledImages() throws Exception {
        CommandRun run = export();

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(folder.resolve("out/FAKE/" + sha256(GENERATED) + ".png")).hasBinaryContent(GENERATED);
        assertThat(folder.resolve("out/REAL/" + sha256(PHOTOGRAPH) + ".png")).hasBinaryContent(PHOTOGRAPH);
        assertThat(files()).hasSize(3);
        JsonNode counts = CommandRun.json(folder.resolve("counts.json"));
        assertThat(counts)
                .isEqualTo(new JsonMapper()
                        .readTree("{\"submissions\": 4, \"images\": 4, \"fake\": 1, \"real\": 1, \"undecided\": 1,"
                                + " \"without_file\": 1, \"unreadable_records\": 2}"));
        assertThat(run.output()).contains("1 FAKE and 1 REAL", "1 left out: escalated", "no review item");
    }

    @Test
    void saysOfEachImageWhereItsLabelComesFrom() throws Exception {
        export();

        List<String> lines = Files.readAllLines(folder.resolve("out/decisions.jsonl"));
        assertThat(lines).hasSize(2);
        JsonNode line = new JsonMapper().readTree(lines.get(1));
        assertThat(line.get("file").asText()).isEqualTo("REAL/" + sha256(PHOTOGRAPH) + ".png");
        assertThat(line.get("decision").asText()).isEqualTo("OVERTURNED");
        assertThat(line.get("verdict").asText()).isEqualTo("GENERATED");
        assertThat(line.get("score").asDouble()).isEqualTo(0.8);
        assertThat(line.get("reviewer").asText()).isEqualTo("ada");
        assertThat(line.get("decided_at").asText()).isEqualTo(DECIDED.toString());
    }

    @Test
    void bringsAFolderUpToDate() throws Exception {
        Path stale = folder.resolve("out/REAL/" + sha256(GENERATED) + ".png");
        Files.createDirectories(stale.getParent());
        Files.write(stale, GENERATED);
        Path own = Files.writeString(folder.resolve("out/REAL/notes.txt"), "kept");

        export();
        export();

        assertThat(stale).doesNotExist();
        assertThat(own).exists();
        assertThat(files()).hasSize(4);
    }

    @Test
    void saysWhichKafkaCannotBeUsed() {
        CommandRun run = CommandRun.of("decisions", "--bootstrap", "127.0.0.1:1", "--out", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("Kafka at 127.0.0.1:1 cannot be used").doesNotContain("\tat ");
    }

    private CommandRun export() {
        return CommandRun.of(
                "decisions",
                "--bootstrap",
                broker.bootstrapServers(),
                "--out",
                folder.resolve("out"),
                "--json",
                folder.resolve("counts.json"));
    }

    private List<Path> files() throws Exception {
        try (var walk = Files.walk(folder.resolve("out"))) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "console"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(Producer<byte[], byte[]> producer, ReviewItem item) {
        send(
                producer,
                Topics.REVIEW_ITEMS,
                item.getSubmissionId(),
                MessageCodec.of(ReviewItem.class).encode(item));
    }

    private static void send(Producer<byte[], byte[]> producer, ReviewDecision decision) {
        send(
                producer,
                Topics.REVIEW_DECISIONS,
                decision.getSubmissionId(),
                MessageCodec.of(ReviewDecision.class).encode(decision));
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static ReviewItem item(String submissionId, double score, byte[] payload) throws Exception {
        ReviewItem item = TestOutcomes.reviewItem(submissionId, score, payload);
        item.getVerdict().getImage().setPayloadSha256(sha256(payload));
        return item;
    }

    private static ReviewDecision decision(String submissionId, byte[] payload, Decision decision) throws Exception {
        return ReviewDecision.newBuilder()
                .setId(submissionId + decision)
                .setSubmissionId(submissionId)
                .setPayloadSha256(sha256(payload))
                .setDecision(decision)
                .setVerdict(Verdict.GENERATED)
                .setReviewer("ada")
                .setDecidedAt(DECIDED)
                .build();
    }

    private static byte[] picture(int grey) {
        byte[] rgb = new byte[3 * 40 * 30];
        Arrays.fill(rgb, (byte) grey);
        return PngEncoder.encode(new RgbImage(40, 30, rgb));
    }

    private static String sha256(byte[] file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }
}
