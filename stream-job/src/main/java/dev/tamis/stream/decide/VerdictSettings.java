package dev.tamis.stream.decide;

import dev.tamis.schemas.Verdict;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.quality.QualityGate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How scores become verdicts.
 *
 * @param authenticBelow a score below this is AUTHENTIC; null for the detector's own threshold
 * @param generatedFrom a score at or above this is GENERATED; null for the detector's own threshold
 * @param quality which images are too poor to be judged
 * @param selfDeclared the verdict of an image whose file says that a generator made it, where its score does not call for a
 *     stronger one; null where the file is not heeded
 * @param flagged verdicts that carry a heat map and become a review item
 * @param floodAbove the most submissions of one file in an hour that are no reason to review it
 */
public record VerdictSettings(
        @Nullable Double authenticBelow,
        @Nullable Double generatedFrom,
        QualityGate quality,
        @Nullable Verdict selfDeclared,
        Set<Verdict> flagged,
        int floodAbove) {
    /** What the options' defaults come to. */
    public static final VerdictSettings DEFAULT = new VerdictSettings(
            null, null, QualityGate.DEFAULT, Verdict.UNCERTAIN, Set.of(Verdict.GENERATED, Verdict.UNCERTAIN), 20);

    public VerdictSettings {
        flagged = Set.copyOf(flagged);
    }

    /**
     * The policy for a detector.
     *
     * @param own the thresholds that the detector's training chose
     * @param range the images that it can judge
     * @throws IllegalArgumentException where a threshold set here does not go with the detector's other one
     */
    public VerdictPolicy policy(Thresholds own, InputRange range) {
        Thresholds inForce = new Thresholds(
                authenticBelow == null ? own.authenticBelow() : authenticBelow,
                generatedFrom == null ? own.generatedFrom() : generatedFrom);
        return new VerdictPolicy(inForce, range, quality, selfDeclared, flagged, floodAbove);
    }
}
