package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.AnalystDecision;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst decided on an image holds for its copies, also after a restart of everything. */
class AnalystDecisionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Upload PICTURE = PaintedUploads.all().get(0);

    @TempDir
    private Path folder;

    @Test
    void givesEveryCopyOfADecidedImageThatDecision() throws Exception {
        AnalystDecision provenance;
        try (LocalStack stack = start()) {
            ImageVerdict machine = verdict(stack);
            assertThat(machine.getBasis()).isNotEqualTo(VerdictBasis.ANALYST_DECISION);
            ReviewDecision decision = decision(machine);
            provenance =
                    new AnalystDecision(decision.getId(), machine.getSubmissionId(), "ada", decision.getDecidedAt());
            publish(stack, decision);

            ImageVerdict copy = verdict(stack); // the decision may still be on its way
            for (Instant end = Instant.now().plus(PATIENCE);
                    copy.getBasis() != VerdictBasis.ANALYST_DECISION
                            && Instant.now().isBefore(end); ) {
                copy = verdict(stack);
            }
            assertAdopted(copy, provenance);
        }
        try (LocalStack stack = start()) {
            assertAdopted(verdict(stack), provenance);
        }
    }

    private static void assertAdopted(ImageVerdict copy, AnalystDecision provenance) {
        assertThat(copy.getVerdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(copy.getBasis()).isEqualTo(VerdictBasis.ANALYST_DECISION);
        assertThat(copy.getAnalystDecision()).isEqualTo(provenance);
        assertThat(copy.getScore()).isNull();
        assertThat(copy.getReviewItem()).isNull();
    }

    private static ReviewDecision decision(ImageVerdict machine) {
        return ReviewDecision.newBuilder()
                .setId("decision-1")
                .setSubmissionId(machine.getSubmissionId())
                .setPayloadSha256(machine.getImage().getPayloadSha256())
                .setDecision(Decision.OVERTURNED)
                .setVerdict(machine.getVerdict())
                .setFinalVerdict(Verdict.AUTHENTIC)
                .setReviewer("ada")
                .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** Among records that are no decisions, none of which may stop the job. */
    private static void publish(LocalStack stack, ReviewDecision decision) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = decision.getSubmissionId().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.REVIEW_DECISIONS, key, new byte[] {1, 2, 3}));
            producer.send(new ProducerRecord<>(Topics.REVIEW_DECISIONS, key, null));
            producer.send(new ProducerRecord<>(
                    Topics.REVIEW_DECISIONS,
                    key,
                    MessageCodec.of(ReviewDecision.class).encode(decision)));
        }
    }

    private LocalStack start() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        return LocalStack.start(
                new StackSettings(folder.resolve("stack"), Retention.KEEP, new KafkaChoice.Own(0), detector, "0"));
    }

    private static ImageVerdict verdict(LocalStack stack) {
        OutcomeLedger ledger = StackSubmissions.send(stack, List.of(PICTURE));
        assertThat(ledger.tally().exactlyOnce()).isTrue();
        String id = ledger.submissions().keySet().iterator().next();
        return ((Judged) ledger.outcome(id).orElseThrow()).verdict();
    }
}
