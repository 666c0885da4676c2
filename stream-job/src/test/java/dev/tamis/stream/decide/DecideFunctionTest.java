package dev.tamis.stream.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.schemas.AnalystDecision;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.Finding;
import dev.tamis.schemas.FindingClaim;
import dev.tamis.schemas.FindingSource;
import dev.tamis.schemas.ImageDefect;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.policy.BreakerLimits;
import dev.tamis.stream.policy.VerdictPolicy;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import dev.tamis.vision.quality.QualityGate;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecideFunctionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final DetectorIdentity DETECTOR = new DetectorIdentity("d", "sha", "print");
    private static final DecodedSubmission DECODED = Submissions.decoded("a", 9);

    private static final VerdictPolicy POLICY = new VerdictPolicy(
            new Thresholds(0.3, 0.7),
            InputRange.ANY,
            QualityGate.DEFAULT,
            Verdict.UNCERTAIN,
            false,
            10,
            new BreakerLimits(5, 1));

    private static final VerdictWriter WRITER = new VerdictWriter(Clock.fixed(NOW, ZoneOffset.UTC));

    private OneInputStreamOperatorTestHarness<DetectedSubmission, Judgement> operator;

    @BeforeEach
    void open() throws Exception {
        DecideFunction function = new DecideFunction(WRITER);
        operator = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function));
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void writesAVerdictThatCanBeReproduced() throws Exception {
        operator.processElement(detected(0.2), 42);

        assertThat(operator.extractOutputStreamRecords())
                .containsExactly(record(Judgement.of(ImageVerdict.newBuilder()
                        .setSubmissionId("a")
                        .setAccount("account of a")
                        .setSubmittedAt(Submissions.SUBMITTED_AT)
                        .setDecidedAt(NOW)
                        .setPosition(new StreamPosition(Submissions.TOPIC, 3, 7L))
                        .setVerdict(Verdict.AUTHENTIC)
                        .setBasis(VerdictBasis.SCORE_BELOW_AUTHENTIC_THRESHOLD)
                        .setScore(0.2)
                        .setThresholds(new VerdictThresholds(0.3, 0.7))
                        .setDetector(DETECTOR)
                        .setImage(new ImageProperties(
                                "PNG",
                                640,
                                480,
                                3L,
                                Submissions.SHA256,
                                new PerceptualHash(Submissions.PDQ.hash().toString(), 99)))
                        .setSightings(1)
                        .build())));
        assertThat(forReview()).isEmpty();
    }

    @Test
    void sendsAFlaggedImageToReviewWithWhatTheDetectorSaw() throws Exception {
        operator.processElement(detected(0.8), 42);

        assertThat(operator.extractOutputValues()).isEmpty();
        ImageVerdict verdict = forReview().get(0).getValue().getVerdict();
        assertThat(verdict.getHeatmap()).isEqualTo(new VerdictHeatmap(2, 1, ByteBuffer.wrap(new byte[] {0, (byte) 255
        })));
        assertThat(forReview())
                .containsExactly(record(ReviewItem.newBuilder()
                        .setSubmissionId("a")
                        .setVerdict(verdict)
                        .setCause(ReviewCause.FLAGGED)
                        .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                        .setDeclaredContentType("image/png")
                        .setAttributes(Map.of("file", "a.png"))
                        .setDetectorInput(new DetectorInput(
                                32, 32, ByteBuffer.wrap(DECODED.image().pixels().rgb())))
                        .build()));
    }

    @Test
    void leavesAnUnflaggedUncertainImageUnexplained() throws Exception {
        operator.processElement(detected(0.5), 42);

        assertThat(operator.extractOutputValues())
                .extracting(Judgement::verdict)
                .extracting(ImageVerdict::getVerdict, ImageVerdict::getHeatmap)
                .containsExactly(tuple(Verdict.UNCERTAIN, null));
        assertThat(forReview()).isEmpty();
    }

    @Test
    void sendsAFloodOfAnUnflaggedImageToReview() throws Exception {
        operator.processElement(
                new DetectedSubmission(
                        new Sighting(DECODED, 11, null), detected(0.2).detection(), DETECTOR, POLICY),
                42);

        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(forReview())
                .extracting(
                        item -> item.getValue().getCause(),
                        item -> item.getValue().getVerdict().getVerdict(),
                        item -> item.getValue().getVerdict().getSightings())
                .containsExactly(tuple(ReviewCause.FLOOD, Verdict.AUTHENTIC, 11));
    }

    @Test
    void countsWhatWasNotFlaggedForTheBreakerOverARestart() throws Exception {
        operator.processElement(detected(0.1), 42);
        operator.processElement(detected(0.1), 42);
        OperatorSubtaskState state = operator.snapshot(1, 1);
        operator.close();
        operator = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DecideFunction(WRITER)));
        operator.initializeState(state);
        operator.open();
        operator.processElement(detected(0.1), 42);
        operator.processElement(detected(0.9), 42);
        operator.processElement(detected(0.9), 42);

        assertThat(flagged())
                .extracting(
                        flagged -> flagged.getValue().othersBefore(),
                        flagged -> flagged.getValue().breaker())
                .containsExactly(tuple(3, POLICY.breaker()), tuple(0, POLICY.breaker()));
    }

    @Test
    void saysWhatIsWrongWithAnImageAndWhatItsFileSays() throws Exception {
        DecodedSubmission small = new DecodedSubmission(
                DECODED.submission(),
                new PreprocessedImage(DECODED.image().pixels(), ImageFormat.JPEG, 640, 20, 12),
                Submissions.PDQ,
                List.of(new dev.tamis.vision.provenance.Finding(Source.EXIF, Claim.CAPTURED, "camera A")),
                Submissions.SHA256);
        operator.processElement(
                new DetectedSubmission(
                        new Sighting(small, 1, null), detected(0.2).detection(), DETECTOR, POLICY),
                42);

        ImageVerdict verdict = operator.extractOutputValues().get(0).verdict();
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.UNCERTAIN);
        assertThat(verdict.getBasis()).isEqualTo(VerdictBasis.IMAGE_QUALITY);
        assertThat(verdict.getDefects()).containsExactly(ImageDefect.TOO_SMALL, ImageDefect.HEAVILY_COMPRESSED);
        assertThat(verdict.getFindings())
                .containsExactly(new Finding(FindingSource.EXIF, FindingClaim.CAPTURED, "camera A", false));
    }

    @Test
    void adoptsAnAnalystsDecisionWithItsProvenance() throws Exception {
        ReviewDecision decision = Submissions.decision(Decision.OVERTURNED, Verdict.GENERATED, NOW);

        ImageVerdict verdict = WRITER.adopted(new Sighting(DECODED, 3, decision));

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.AUTHENTIC);
        assertThat(verdict.getBasis()).isEqualTo(VerdictBasis.ANALYST_DECISION);
        assertThat(verdict.getAnalystDecision())
                .isEqualTo(new AnalystDecision(decision.getId(), "an earlier one", "analyst", NOW));
        assertThat(verdict.getScore()).isNull();
        assertThat(verdict.getDetector()).isNull();
        assertThat(verdict.getThresholds()).isNull();
        assertThat(verdict.getSightings()).isEqualTo(3);
    }

    private static DetectedSubmission detected(double score) {
        return new DetectedSubmission(
                new Sighting(DECODED, 1, null),
                new Detection(score, new Heatmap(2, 1, new float[] {0, 1}), 0),
                DETECTOR,
                POLICY);
    }

    /** Every output keeps the timestamp of its submission. */
    private static <T> StreamRecord<T> record(T value) {
        return new StreamRecord<>(value, 42);
    }

    private List<StreamRecord<ReviewItem>> forReview() {
        return flagged().stream()
                .map(flagged -> new StreamRecord<>(flagged.getValue().item(), flagged.getTimestamp()))
                .toList();
    }

    private List<StreamRecord<Flagged>> flagged() {
        var flagged = operator.getSideOutput(DecideFunction.FLAGGED);
        return flagged == null ? List.of() : List.copyOf(flagged);
    }
}
