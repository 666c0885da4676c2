package dev.tamis.stream.decide;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a detector says into a verdict and says which verdicts an analyst sees.
 *
 * @param thresholds the thresholds in force
 * @param range the images that the detector can judge; others are UNCERTAIN whatever their score
 * @param flagged verdicts that carry a heat map and become a review item
 * @param floodAbove the most submissions of one file in an hour that are no reason to review it
 */
public record VerdictPolicy(Thresholds thresholds, InputRange range, Set<Verdict> flagged, int floodAbove)
        implements Serializable {
    public VerdictPolicy {
        checkArgument(floodAbove > 0, "floodAbove must be positive: %s", floodAbove);
        flagged = Set.copyOf(flagged);
    }

    /** A verdict and the rule that gave it. */
    record Ruling(Verdict verdict, VerdictBasis basis) {}

    Ruling rule(Detection detection) {
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
     */
    Optional<ReviewCause> cause(Verdict verdict, int sightings) {
        if (flagged.contains(verdict)) {
            return Optional.of(ReviewCause.FLAGGED);
        }
        return sightings == floodAbove + 1 ? Optional.of(ReviewCause.FLOOD) : Optional.empty();
    }
}
