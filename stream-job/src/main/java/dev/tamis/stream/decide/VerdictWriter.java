package dev.tamis.stream.decide;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.detect.DetectedSubmission;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Clock;

/**
 * Writes verdicts and the review items of flagged ones.
 *
 * @param detector the detector that gave the scores
 * @param clock of {@code decidedAt}
 */
public record VerdictWriter(VerdictPolicy policy, DetectorIdentity detector, Clock clock) implements Serializable {

    ImageVerdict verdict(DetectedSubmission detected) {
        DecodedSubmission decoded = detected.decoded();
        ImageSubmission message = decoded.submission().message();
        double score = detected.detection().score();
        VerdictPolicy.Ruling ruling = policy.rule(detected.detection());
        ImageVerdict.Builder verdict = ImageVerdict.newBuilder()
                .setSubmissionId(message.getId())
                .setAccount(message.getAccount())
                .setSubmittedAt(message.getSubmittedAt())
                .setDecidedAt(clock.instant())
                .setPosition(decoded.submission().position())
                .setVerdict(ruling.verdict())
                .setBasis(ruling.basis())
                .setScore(score)
                .setThresholds(thresholds())
                .setDetector(detector)
                .setImage(properties(decoded));
        if (policy.flags(ruling.verdict())) {
            verdict.setHeatmap(heatmap(detected.detection().heatmap()));
        }
        return verdict.build();
    }

    boolean isFlagged(ImageVerdict verdict) {
        return policy.flags(verdict.getVerdict());
    }

    /** @param verdict the submission's verdict, flagged */
    static ReviewItem reviewItem(DecodedSubmission decoded, ImageVerdict verdict) {
        ImageSubmission message = decoded.submission().message();
        return ReviewItem.newBuilder()
                .setSubmissionId(message.getId())
                .setVerdict(verdict)
                .setPayload(message.getPayload())
                .setDeclaredContentType(message.getDeclaredContentType())
                .setAttributes(message.getAttributes())
                .setDetectorInput(input(decoded.image().pixels()))
                .build();
    }

    private VerdictThresholds thresholds() {
        return new VerdictThresholds(
                policy.thresholds().authenticBelow(), policy.thresholds().generatedFrom());
    }

    private static ImageProperties properties(DecodedSubmission decoded) {
        PreprocessedImage image = decoded.image();
        return ImageProperties.newBuilder()
                .setFormat(image.format().name())
                .setWidth(image.width())
                .setHeight(image.height())
                .setPayloadBytes(decoded.submission().message().getPayload().remaining())
                .setPayloadSha256(decoded.payloadSha256())
                .build();
    }

    private static VerdictHeatmap heatmap(Heatmap map) {
        return new VerdictHeatmap(map.width(), map.height(), ByteBuffer.wrap(map.toBytes()));
    }

    private static DetectorInput input(RgbImage pixels) {
        return new DetectorInput(pixels.width(), pixels.height(), ByteBuffer.wrap(pixels.rgb()));
    }
}
