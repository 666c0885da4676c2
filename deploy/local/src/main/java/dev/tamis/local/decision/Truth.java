package dev.tamis.local.decision;

import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.known.FinalVerdict;
import java.util.Optional;

/** What an analyst holds an image to be, in the words of training. */
public enum Truth {
    FAKE,
    REAL;

    /**
     * What a decision says of its image.
     *
     * @return nothing where it was escalated, or where it neither names a final verdict nor speaks of a verdict that says
     *     which of both the image is
     */
    public static Optional<Truth> of(ReviewDecision decision) {
        return FinalVerdict.of(decision).map(verdict -> verdict == Verdict.GENERATED ? FAKE : REAL);
    }
}
