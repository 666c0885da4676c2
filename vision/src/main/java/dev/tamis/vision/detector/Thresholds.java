package dev.tamis.vision.detector;

import java.io.Serializable;

/**
 * Two scores that divide the range into AUTHENTIC, UNCERTAIN and GENERATED.
 *
 * @param authenticBelow a score below this is AUTHENTIC, 0 to 1
 * @param generatedFrom a score at or above this is GENERATED, 0 to 1; not below {@code authenticBelow}
 */
public record Thresholds(double authenticBelow, double generatedFrom) implements Serializable {
    public Thresholds {
        if (!(0 <= authenticBelow && authenticBelow <= generatedFrom && generatedFrom <= 1)) {
            throw new IllegalArgumentException("thresholds must satisfy 0 <= authenticBelow <= generatedFrom <= 1: "
                    + authenticBelow + ", " + generatedFrom);
        }
    }

    /** The part of the range that holds a score. */
    public ScoreBand band(double score) {
        if (!(0 <= score && score <= 1)) {
            throw new IllegalArgumentException("a score is from 0 to 1: " + score);
        }
        if (score >= generatedFrom) {
            return ScoreBand.GENERATED;
        }
        return score < authenticBelow ? ScoreBand.AUTHENTIC : ScoreBand.UNCERTAIN;
    }
}
