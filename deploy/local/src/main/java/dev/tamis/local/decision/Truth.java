package dev.tamis.local.decision;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
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
        if (decision.getDecision() == Decision.ESCALATED) {
            return Optional.empty();
        }
        if (decision.getFinalVerdict() != null) {
            return of(decision.getFinalVerdict());
        }
        Optional<Truth> machine = of(decision.getVerdict());
        return decision.getDecision() == Decision.CONFIRMED ? machine : machine.map(Truth::other);
    }

    private static Optional<Truth> of(Verdict verdict) {
        return switch (verdict) {
            case GENERATED -> Optional.of(FAKE);
            case AUTHENTIC -> Optional.of(REAL);
            case UNCERTAIN -> Optional.empty();
        };
    }

    private Truth other() {
        return this == FAKE ? REAL : FAKE;
    }
}
