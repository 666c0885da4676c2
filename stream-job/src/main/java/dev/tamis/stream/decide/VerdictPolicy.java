package dev.tamis.stream.decide;

import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.vision.detector.Thresholds;
import java.io.Serializable;
import java.util.Set;

/**
 * Turns a score into a verdict and says which verdicts an analyst sees.
 *
 * @param thresholds the thresholds in force
 * @param flagged verdicts that carry a heat map and become a review item
 */
public record VerdictPolicy(Thresholds thresholds, Set<Verdict> flagged) implements Serializable {
    public VerdictPolicy {
        flagged = Set.copyOf(flagged);
    }

    /** A verdict and the rule that gave it. */
    record Ruling(Verdict verdict, VerdictBasis basis) {}

    /** @param score probability that the image is AI-generated, 0 to 1 */
    Ruling rule(double score) {
        return switch (thresholds.band(score)) {
            case AUTHENTIC -> new Ruling(Verdict.AUTHENTIC, VerdictBasis.SCORE_BELOW_AUTHENTIC_THRESHOLD);
            case UNCERTAIN -> new Ruling(Verdict.UNCERTAIN, VerdictBasis.SCORE_BETWEEN_THRESHOLDS);
            case GENERATED -> new Ruling(Verdict.GENERATED, VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD);
        };
    }

    boolean flags(Verdict verdict) {
        return flagged.contains(verdict);
    }
}
