package dev.tamis.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One message of each type with every field set, so that a golden file holds every field. */
final class Samples {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final String SHA256 = "ab".repeat(32);

    private Samples() {}

    static List<SpecificRecord> all() {
        return List.of(
                submission(),
                verdict(),
                rejection(),
                reviewItem(),
                decision(),
                control(),
                status(),
                disagreement(),
                alert());
    }

    static ImageSubmission submission() {
        return ImageSubmission.newBuilder()
                .setId("3f0c")
                .setAccount("account-1")
                .setSubmittedAt(NOON)
                .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setReference("https://example.org/image.jpg")
                .setDeclaredContentType("image/jpeg")
                .setAttributes(Map.of("file", "a.jpg"))
                .build();
    }

    static ImageVerdict verdict() {
        return ImageVerdict.newBuilder()
                .setSubmissionId("3f0c")
                .setAccount("account-1")
                .setSubmittedAt(NOON)
                .setDecidedAt(NOON.plusMillis(20))
                .setPosition(position())
                .setVerdict(Verdict.GENERATED)
                .setBasis(VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD)
                .setScore(0.97)
                .setThresholds(new VerdictThresholds(0.2, 0.8))
                .setDetector(detector())
                .setAnalystDecision(new AnalystDecision("d-1", "2e1a", "analyst-1", NOON))
                .setImage(new ImageProperties("JPEG", 640, 480, 3L, SHA256, new PerceptualHash(SHA256, 97)))
                .setDefects(List.of(ImageDefect.LACKS_DETAIL))
                .setFindings(List.of(
                        new Finding(FindingSource.C2PA, FindingClaim.GENERATED, "manifest by a program", false)))
                .setSightings(2)
                .setNearDuplicates(SHA256)
                .setReviewItem("3f0c")
                .setAccountHistory(new AccountHistory(AccountStanding.WATCHED, List.of(new VerdictCounts(24, 7, 2, 3))))
                .setHeatmap(new VerdictHeatmap(2, 1, ByteBuffer.wrap(new byte[] {0, (byte) 255})))
                .build();
    }

    static ImageRejection rejection() {
        return ImageRejection.newBuilder()
                .setSubmissionId("3f0c")
                .setAccount("account-1")
                .setSubmittedAt(NOON)
                .setRejectedAt(NOON.plusMillis(20))
                .setPosition(position())
                .setReason(RejectionReason.TRUNCATED)
                .setDetail("the file ends after 3 bytes")
                .build();
    }

    private static ReviewItem reviewItem() {
        return ReviewItem.newBuilder()
                .setSubmissionId("3f0c")
                .setVerdict(verdict())
                .setCause(ReviewCause.FLOOD)
                .setPriority(71)
                .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setReference("https://example.org/image.jpg")
                .setDeclaredContentType("image/jpeg")
                .setAttributes(Map.of("file", "a.jpg"))
                .setDetectorInput(new DetectorInput(1, 1, ByteBuffer.wrap(new byte[] {9, 8, 7})))
                .build();
    }

    private static ReviewDecision decision() {
        return ReviewDecision.newBuilder()
                .setId("d-1")
                .setSubmissionId("3f0c")
                .setPayloadSha256(SHA256)
                .setDecision(Decision.OVERTURNED)
                .setVerdict(Verdict.GENERATED)
                .setAccount("account-1")
                .setSubmittedAt(NOON.minusSeconds(60))
                .setReviewer("analyst-1")
                .setDecidedAt(NOON)
                .setReason("photograph")
                .setPolicy("synthetic media 3")
                .setNote("the camera's original was shown")
                .setFinalVerdict(Verdict.AUTHENTIC)
                .build();
    }

    private static DetectorControl control() {
        return DetectorControl.newBuilder()
                .setId("c-1")
                .setIssuedAt(NOON)
                .setIssuedBy("engineer-1")
                .setInstruction(new PromoteDetector("file:///models/detector.onnx", SHA256))
                .build();
    }

    private static ControlStatus status() {
        return ControlStatus.newBuilder()
                .setInstructionId("c-1")
                .setAt(NOON)
                .setState(ControlState.ACTIVE)
                .setDetail("promote")
                .setSubtask(1)
                .setSubtasks(4)
                .setDetector(detector())
                .setDevice("CUDA")
                .setShadow(detector())
                .setThresholds(new VerdictThresholds(0.2, 0.8))
                .setPauseMicros(30L)
                .setBatchMicros(9_000L)
                .build();
    }

    private static ShadowDisagreement disagreement() {
        return ShadowDisagreement.newBuilder()
                .setSubmissionId("3f0c")
                .setPayloadSha256(SHA256)
                .setAt(NOON)
                .setDetector(detector())
                .setScore(0.97)
                .setOutcome(Verdict.GENERATED)
                .setShadow(detector())
                .setShadowScore(0.1)
                .setShadowOutcome(Verdict.AUTHENTIC)
                .build();
    }

    private static ModerationAlert alert() {
        return ModerationAlert.newBuilder()
                .setKind(AlertKind.DAILY_LIMIT)
                .setAt(NOON)
                .setDetail("1000 images of this day were GENERATED")
                .setFrom(NOON.minusSeconds(43_200))
                .setUntil(NOON.plusSeconds(43_200))
                .setGenerated(1_000)
                .setVerdicts(50_000)
                .build();
    }

    private static DetectorIdentity detector() {
        return new DetectorIdentity("cifake-cnn-32x2-d64", SHA256, SHA256);
    }

    private static StreamPosition position() {
        return new StreamPosition(Topics.SUBMISSIONS, 3, 42L);
    }
}
