package dev.tamis.stream.decide;

import static java.util.Objects.requireNonNull;

import dev.tamis.schemas.AnalystDecision;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.Finding;
import dev.tamis.schemas.FindingClaim;
import dev.tamis.schemas.FindingSource;
import dev.tamis.schemas.ImageDefect;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.stream.known.FinalVerdict;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.policy.VerdictPolicy;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.quality.Defect;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;

/**
 * Writes verdicts and the review items of flagged ones.
 *
 * @param clock of {@code decidedAt}
 */
public record VerdictWriter(Clock clock) implements Serializable {

    /** The verdict of an image by the detector's score. */
    ImageVerdict verdict(DetectedSubmission detected) {
        DecodedSubmission decoded = detected.sighting().decoded();
        VerdictPolicy policy = detected.policy();
        List<Defect> defects =
                policy.quality().defects(decoded.image(), detected.detection().fineDetail());
        VerdictPolicy.Ruling ruling = policy.rule(detected.detection(), defects, decoded.findings());
        ImageVerdict.Builder verdict = verdict(detected.sighting(), ruling.verdict(), ruling.basis())
                .setDefects(defects.stream()
                        .map(defect -> ImageDefect.valueOf(defect.name()))
                        .toList())
                .setScore(detected.detection().score())
                .setThresholds(said(policy.thresholds()))
                .setDetector(detected.detector());
        if (policy.cause(
                        ruling.verdict(),
                        detected.sighting().inLastHour(),
                        decoded.submission().reported())
                .isPresent()) {
            verdict.setHeatmap(heatmap(detected.detection().heatmap()));
        }
        return verdict.build();
    }

    /**
     * The verdict of an image that an analyst has decided on.
     *
     * @param sighting with a decision that says what the image is
     */
    ImageVerdict adopted(Sighting sighting) {
        ReviewDecision decision = requireNonNull(sighting.decision());
        return verdict(sighting, FinalVerdict.of(decision).orElseThrow(), VerdictBasis.ANALYST_DECISION)
                .setAnalystDecision(new AnalystDecision(
                        decision.getId(), decision.getSubmissionId(), decision.getReviewer(), decision.getDecidedAt()))
                .build();
    }

    private ImageVerdict.Builder verdict(Sighting sighting, Verdict verdict, VerdictBasis basis) {
        DecodedSubmission decoded = sighting.decoded();
        ImageSubmission message = decoded.submission().message();
        return ImageVerdict.newBuilder()
                .setSubmissionId(message.getId())
                .setAccount(message.getAccount())
                .setSubmittedAt(message.getSubmittedAt())
                .setDecidedAt(clock.instant())
                .setPosition(decoded.submission().position())
                .setVerdict(verdict)
                .setBasis(basis)
                .setImage(properties(decoded))
                .setFindings(
                        decoded.findings().stream().map(VerdictWriter::said).toList())
                .setSightings(sighting.inLastHour());
    }

    /** @param verdict the submission's verdict, with a heat map */
    static ReviewItem reviewItem(DecodedSubmission decoded, ImageVerdict verdict, ReviewCause cause) {
        ImageSubmission message = decoded.submission().message();
        return ReviewItem.newBuilder()
                .setSubmissionId(message.getId())
                .setVerdict(verdict)
                .setCause(cause)
                .setPayload(message.getPayload())
                .setReference(message.getReference())
                .setDeclaredContentType(message.getDeclaredContentType())
                .setAttributes(message.getAttributes())
                .setDetectorInput(input(decoded.image().pixels()))
                .build();
    }

    private static Finding said(dev.tamis.vision.provenance.Finding finding) {
        return Finding.newBuilder()
                .setSource(FindingSource.valueOf(finding.source().name()))
                .setClaim(FindingClaim.valueOf(finding.claim().name()))
                .setText(finding.text())
                .build();
    }

    private static VerdictThresholds said(Thresholds thresholds) {
        return new VerdictThresholds(thresholds.authenticBelow(), thresholds.generatedFrom());
    }

    private static ImageProperties properties(DecodedSubmission decoded) {
        PreprocessedImage image = decoded.image();
        return ImageProperties.newBuilder()
                .setFormat(image.format().name())
                .setWidth(image.width())
                .setHeight(image.height())
                .setPayloadBytes(decoded.submission().message().getPayload().remaining())
                .setPayloadSha256(decoded.payloadSha256())
                .setPerceptualHash(new PerceptualHash(
                        decoded.pdq().hash().toString(), decoded.pdq().quality()))
                .build();
    }

    private static VerdictHeatmap heatmap(Heatmap map) {
        return new VerdictHeatmap(map.width(), map.height(), ByteBuffer.wrap(map.toBytes()));
    }

    private static DetectorInput input(RgbImage pixels) {
        return new DetectorInput(pixels.width(), pixels.height(), ByteBuffer.wrap(pixels.rgb()));
    }
}
