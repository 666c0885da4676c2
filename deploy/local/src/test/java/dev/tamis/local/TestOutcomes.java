package dev.tamis.local;

import dev.tamis.local.outcome.Outcome;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.RejectionReason;
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

/** Outcomes for tests, as the job writes them with thresholds 0.3 and 0.7. */
public final class TestOutcomes {
    public static final Instant SUBMITTED = Instant.parse("2026-03-01T10:00:00Z");
    public static final Duration DELAY = Duration.ofMillis(1500);

    private static final VerdictThresholds THRESHOLDS = new VerdictThresholds(0.3, 0.7);
    private static final DetectorIdentity DETECTOR =
            new DetectorIdentity("test-detector", "a".repeat(64), "b".repeat(64));
    private static final int MAP_SIDE = 2;
    private static final int INPUT_SIDE = 32;

    private TestOutcomes() {}

    /** A verdict, flagged from 0.3 on. */
    public static Outcome.Judged judged(String submissionId, double score) {
        return new Outcome.Judged(verdict(submissionId, score), SUBMITTED.plus(DELAY));
    }

    public static Outcome.Rejected rejected(String submissionId, RejectionReason reason) {
        ImageRejection rejection = ImageRejection.newBuilder()
                .setSubmissionId(submissionId)
                .setRejectedAt(SUBMITTED)
                .setPosition(new StreamPosition(Topics.SUBMISSIONS, 0, 1L))
                .setReason(reason)
                .setDetail("something expected, something else found")
                .build();
        return new Outcome.Rejected(rejection, SUBMITTED.plus(DELAY));
    }

    /** The review item of a flagged image. */
    public static ReviewItem reviewItem(String submissionId, double score, byte[] payload) {
        return ReviewItem.newBuilder()
                .setSubmissionId(submissionId)
                .setVerdict(verdict(submissionId, score))
                .setPayload(ByteBuffer.wrap(payload))
                .setDetectorInput(new DetectorInput(
                        INPUT_SIDE, INPUT_SIDE, ByteBuffer.wrap(new byte[3 * INPUT_SIDE * INPUT_SIDE])))
                .build();
    }

    private static ImageVerdict verdict(String submissionId, double score) {
        boolean authentic = score < THRESHOLDS.getAuthenticBelow();
        boolean generated = score >= THRESHOLDS.getGeneratedFrom();
        Verdict verdict = authentic ? Verdict.AUTHENTIC : generated ? Verdict.GENERATED : Verdict.UNCERTAIN;
        ImageVerdict.Builder builder = ImageVerdict.newBuilder()
                .setSubmissionId(submissionId)
                .setAccount("account")
                .setSubmittedAt(SUBMITTED)
                .setDecidedAt(SUBMITTED.plusMillis(300))
                .setPosition(new StreamPosition(Topics.SUBMISSIONS, 0, 0L))
                .setVerdict(verdict)
                .setBasis(
                        authentic
                                ? VerdictBasis.SCORE_BELOW_AUTHENTIC_THRESHOLD
                                : generated
                                        ? VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD
                                        : VerdictBasis.SCORE_BETWEEN_THRESHOLDS)
                .setScore(score)
                .setThresholds(THRESHOLDS)
                .setDetector(DETECTOR)
                .setImage(new ImageProperties(
                        "PNG", 40, 30, 1234L, "c".repeat(64), new PerceptualHash("0".repeat(64), 0)));
        if (!authentic) {
            builder.setReviewItem(submissionId);
            builder.setHeatmap(new VerdictHeatmap(MAP_SIDE, MAP_SIDE, ByteBuffer.wrap(new byte[MAP_SIDE * MAP_SIDE])));
        }
        return builder.build();
    }
}
