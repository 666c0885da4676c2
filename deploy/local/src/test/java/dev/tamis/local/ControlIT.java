package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.local.stack.CommittedRecords;
import dev.tamis.local.stack.KafkaChoice;
import dev.tamis.local.stack.LocalStack;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running job follows instructions, under load, and loses and doubles nothing. */
class ControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GREY = 128;
    private static final int BLACK = 0;

    @TempDir
    private Path folder;

    private final MessageCodec<ImageSubmission> codec = MessageCodec.of(ImageSubmission.class);
    private final AtomicInteger sent = new AtomicInteger();
    private Path other;
    private LocalStack stack;
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        other = folder.resolve("other.onnx");
        FixtureDetector.writeInverted(other);
        stack = LocalStack.start(
                new StackSettings(folder.resolve("stack"), Retention.KEEP, new KafkaChoice.Own(0), detector, "0"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        stack.close();
    }

    @Test
    @Timeout(300)
    void switchesDetectorsUnderLoadAndLosesAndDoublesNothing() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                send(BLACK);
            }
        });
        awaitVerdicts(200);
        CommandRun promotion = control("promote", other, "--json", folder.resolve("promotion.json"));
        assertThat(promotion.errors()).isEmpty();
        assertThat(promotion.exitCode()).isZero();
        awaitVerdicts(verdicts().size() + 200);
        over.set(true);
        load.join();
        List<ImageVerdict> verdicts = awaitVerdicts(sent.get());

        assertThat(verdicts)
                .extracting(ImageVerdict::getSubmissionId)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sent.get())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(verdicts)
                .extracting(verdict -> verdict.getDetector().getId() + " " + verdict.getVerdict())
                .containsOnly("fixture-brightness GENERATED", "fixture-inverted AUTHENTIC");
        JsonNode statuses = CommandRun.json(folder.resolve("promotion.json")).get("statuses");
        assertThat(statuses).hasSizeGreaterThan(1);
        for (JsonNode status : statuses) {
            if (status.get("state").asText().equals("ACTIVE")) {
                assertThat(status.get("detector").asText()).isEqualTo("fixture-inverted");
                assertThat(status.get("pause_micros").asLong()).isNotNegative();
            }
        }
        CommandRun status = control("status");
        assertThat(status.output()).contains("scores with fixture-inverted").contains("accepted  PromoteDetector");
    }

    @Test
    @Timeout(300)
    void refusesWhatIsBadWithAReasonAndGoesOn() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish.onnx"), "no model");
        Path stranger = folder.resolve("stranger.onnx");
        FixtureDetector.writeOfAnotherSize(stranger);
        producer.send(new ProducerRecord<>(Topics.DETECTOR_CONTROL, new byte[] {1, 2, 3}));
        producer.send(new ProducerRecord<>(Topics.DETECTOR_CONTROL, null));

        assertRefused(control("promote", rubbish, "--sha256", sha256(rubbish)), "rubbish.onnx");
        assertRefused(control("promote", other, "--sha256", "0".repeat(64)), "SHA-256 " + "0".repeat(64));
        assertRefused(control("promote", folder.resolve("gone.onnx"), "--sha256", "0".repeat(64)), "cannot be read");
        assertRefused(control("promote", stranger), "preprocessing");
        assertRefused(control("threshold", "--authentic-below", "0.9", "--generated-from", "0.1"), "0.9");
        assertRefused(control("shadow", "--stop"), "no detector is in shadow");

        send(BLACK);
        assertThat(awaitVerdicts(1).get(0).getDetector().getId()).isEqualTo("fixture-brightness");
        assertThat(control("status").output())
                .contains("scores with fixture-brightness")
                .contains("refused   no detector is in shadow");
    }

    @Test
    @Timeout(300)
    void changesThresholdsPolicyAndShadowAndKeepsThemOverARestart() throws Exception {
        assertThat(control("threshold", "--authentic-below", "0.1", "--generated-from", "0.2")
                        .exitCode())
                .isZero();
        assertThat(control("shadow", other).output()).contains("in shadow fixture-inverted");
        assertThat(control("policy", "--generated-per-day", "2").exitCode()).isZero();
        send(GREY);
        assertThat(awaitVerdicts(1).get(0).getThresholds()).isEqualTo(new VerdictThresholds(0.1, 0.2));
        assertThat(awaitVerdicts(1).get(0).getVerdict()).isEqualTo(Verdict.GENERATED);
        stack.close();
        start();

        send(BLACK);
        awaitVerdicts(2);
        send(BLACK);
        List<ImageVerdict> verdicts = awaitVerdicts(3);

        assertThat(verdicts).extracting(ImageVerdict::getThresholds).containsOnly(new VerdictThresholds(0.1, 0.2));
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.getBasis() == VerdictBasis.CIRCUIT_BREAKER)
                .extracting(ImageVerdict::getVerdict)
                .containsExactly(Verdict.UNCERTAIN);
        assertThat(control("status").output()).contains("ALERT").contains("the limit is 2 images a day");
        List<ShadowDisagreement> disagreements = new ArrayList<>();
        records().forEach(Topics.SHADOW_DISAGREEMENTS, MessageCodec.of(ShadowDisagreement.class), disagreements::add);
        assertThat(disagreements)
                .isNotEmpty()
                .allMatch(disagreement -> disagreement.getShadow().getId().equals("fixture-inverted"));
    }

    @Test
    void saysWhereNoKafkaAnswers() {
        CommandRun run = CommandRun.of("control", "status", "--bootstrap", "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("Kafka at 127.0.0.1:1 cannot be used").doesNotContain("\tat ");
    }

    private void assertRefused(CommandRun run, String why) {
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.errors()).contains("refuses").contains(why);
    }

    private CommandRun control(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("control"));
        all.addAll(Arrays.asList(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        return CommandRun.of(all.toArray());
    }

    /** Sends an image of one grey, different from every other. */
    private void send(int grey) {
        int number = sent.getAndIncrement();
        byte[] rgb = new byte[RgbImage.CHANNELS * 32 * 32];
        Arrays.fill(rgb, (byte) grey);
        ByteBuffer.wrap(rgb).putInt(number);
        ImageSubmission submission = ImageSubmission.newBuilder()
                .setId(Integer.toString(number))
                .setAccount("account")
                .setSubmittedAt(Instant.now())
                .setPayload(ByteBuffer.wrap(PngEncoder.encode(new RgbImage(32, 32, rgb))))
                .build();
        try {
            producer.send(new ProducerRecord<>(Topics.SUBMISSIONS, codec.encode(submission)))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("a submission could not be sent", e);
        }
    }

    private List<ImageVerdict> awaitVerdicts(int count) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        List<ImageVerdict> verdicts = verdicts();
        while (verdicts.size() < count && Instant.now().isBefore(end)) {
            stack.requireRunning();
            verdicts = verdicts();
        }
        assertThat(verdicts).hasSizeGreaterThanOrEqualTo(count);
        return verdicts;
    }

    private List<ImageVerdict> verdicts() throws Exception {
        List<ImageVerdict> verdicts = new ArrayList<>();
        records().forEach(Topics.VERDICTS, MessageCodec.of(ImageVerdict.class), verdicts::add);
        return verdicts;
    }

    private CommittedRecords records() {
        return new CommittedRecords(stack.bootstrapServers(), PATIENCE);
    }

    private static String sha256(Path file) throws Exception {
        return OnnxDetector.sha256(Files.readAllBytes(file));
    }
}
