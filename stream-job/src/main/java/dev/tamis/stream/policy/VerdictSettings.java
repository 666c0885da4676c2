package dev.tamis.stream.policy;

import dev.tamis.schemas.Verdict;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.quality.QualityGate;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How scores become verdicts, whatever the detector.
 *
 * @param authenticBelow a score below this is AUTHENTIC; null for the detector's own threshold
 * @param generatedFrom a score at or above this is GENERATED; null for the detector's own threshold
 * @param quality which images are too poor to be judged
 * @param selfDeclared the verdict of an image whose file says that a generator made it, where its score does not call for a
 *     stronger one; null where the file is not heeded
 * @param reviewUncertain whether UNCERTAIN images carry a heat map and become a review item, as GENERATED ones always do
 * @param floodAbove the most submissions of one file in an hour that are no reason to review it
 * @param breaker how many may be GENERATED
 */
public record VerdictSettings(
        @Nullable Double authenticBelow,
        @Nullable Double generatedFrom,
        QualityGate quality,
        @Nullable Verdict selfDeclared,
        boolean reviewUncertain,
        int floodAbove,
        BreakerLimits breaker)
        implements Serializable {
    /** What the options' defaults come to. */
    public static final VerdictSettings DEFAULT =
            new VerdictSettings(null, null, QualityGate.DEFAULT, Verdict.UNCERTAIN, true, 20, BreakerLimits.NONE);

    /**
     * The policy for a detector.
     *
     * @param own the thresholds that the detector's training chose
     * @param range the images that it can judge
     * @throws IllegalArgumentException where a threshold set here does not go with the detector's other one
     */
    public VerdictPolicy policy(Thresholds own, InputRange range) {
        return new VerdictPolicy(thresholds(own), range, quality, selfDeclared, reviewUncertain, floodAbove, breaker);
    }

    /**
     * The thresholds for a detector.
     *
     * @param own those that its training chose
     * @throws IllegalArgumentException where one set here does not go with the detector's other one
     */
    public Thresholds thresholds(Thresholds own) {
        return new Thresholds(
                authenticBelow == null ? own.authenticBelow() : authenticBelow,
                generatedFrom == null ? own.generatedFrom() : generatedFrom);
    }

    /** The same with other thresholds. */
    public VerdictSettings with(@Nullable Double authenticBelow, @Nullable Double generatedFrom) {
        return new VerdictSettings(
                authenticBelow, generatedFrom, quality, selfDeclared, reviewUncertain, floodAbove, breaker);
    }
}
