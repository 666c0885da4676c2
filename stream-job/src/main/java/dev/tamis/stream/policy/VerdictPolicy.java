package dev.tamis.stream.policy;

import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.provenance.Finding;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.quality.Defect;
import dev.tamis.vision.quality.QualityGate;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a detector says into a verdict and says which verdicts an analyst sees.
 *
 * @param thresholds the thresholds in force
 * @param range the images that the detector can judge; others are UNCERTAIN whatever their score
 * @param quality which images are too poor to be judged
 * @param selfDeclared the verdict of an image whose file says that a generator made it, where its score does not call for a
 *     stronger one; null where the file is not heeded
 * @param reviewUncertain whether UNCERTAIN images carry a heat map and become a review item, as GENERATED ones always do
 * @param floodAbove the most submissions of one file in an hour that are no reason to review it
 * @param breaker how many may be GENERATED
 */
public record VerdictPolicy(
        Thresholds thresholds,
        InputRange range,
        QualityGate quality,
        @Nullable Verdict selfDeclared,
        boolean reviewUncertain,
        int floodAbove,
        BreakerLimits breaker)
        implements Serializable {
    public VerdictPolicy {
        if (floodAbove <= 0) {
            throw new IllegalArgumentException("floodAbove must be positive: " + floodAbove);
        }
        if (selfDeclared == Verdict.AUTHENTIC) {
            throw new IllegalArgumentException("selfDeclared must not be AUTHENTIC");
        }
    }

    /** A verdict and the rule that gave it. */
    public record Ruling(Verdict verdict, VerdictBasis basis) {}

    /**
     * Rules on an image.
     *
     * @param defects why it is too poor to be judged
     * @param findings what its file says of its origin
     */
    public Ruling rule(Detection detection, List<Defect> defects, List<Finding> findings) {
        Ruling ruling = byScore(detection, defects);
        boolean saysGenerated = findings.stream().anyMatch(finding -> finding.claim() == Claim.GENERATED);
        return saysGenerated && selfDeclared != null && isStronger(selfDeclared, ruling.verdict)
                ? new Ruling(selfDeclared, VerdictBasis.FILE_SAYS_GENERATED)
                : ruling;
    }

    private static boolean isStronger(Verdict verdict, Verdict than) {
        return than == Verdict.AUTHENTIC || (than == Verdict.UNCERTAIN && verdict == Verdict.GENERATED);
    }

    private Ruling byScore(Detection detection, List<Defect> defects) {
        if (!defects.isEmpty()) {
            return new Ruling(Verdict.UNCERTAIN, VerdictBasis.IMAGE_QUALITY);
        }
        if (!range.contains(detection.fineDetail())) {
            return new Ruling(Verdict.UNCERTAIN, VerdictBasis.IMAGE_OUT_OF_RANGE);
        }
        return switch (thresholds.band(detection.score())) {
            case AUTHENTIC -> new Ruling(Verdict.AUTHENTIC, VerdictBasis.SCORE_BELOW_AUTHENTIC_THRESHOLD);
            case UNCERTAIN -> new Ruling(Verdict.UNCERTAIN, VerdictBasis.SCORE_BETWEEN_THRESHOLDS);
            case GENERATED -> new Ruling(Verdict.GENERATED, VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD);
        };
    }

    /**
     * Why an analyst should see an image; nothing where none needs to.
     *
     * @param sightings submissions of the file in the hour up to this one
     * @param reported whether a person reported the image
     */
    public Optional<ReviewCause> cause(Verdict verdict, int sightings, boolean reported) {
        if (reported) {
            return Optional.of(ReviewCause.REPORTED);
        }
        if (verdict == Verdict.GENERATED || (verdict == Verdict.UNCERTAIN && reviewUncertain)) {
            return Optional.of(ReviewCause.FLAGGED);
        }
        return sightings == floodAbove + 1 ? Optional.of(ReviewCause.FLOOD) : Optional.empty();
    }
}
