package dev.tamis.stream.known;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.util.Optional;

/** What an analyst's decision says of its image. */
public final class FinalVerdict {
    private FinalVerdict() {}

    /**
     * AUTHENTIC or GENERATED.
     *
     * @return nothing where it was escalated, or where it neither names a final verdict nor speaks of a verdict that says
     *     which of both the image is
     */
    public static Optional<Verdict> of(ReviewDecision decision) {
        if (decision.getDecision() == Decision.ESCALATED) {
            return Optional.empty();
        }
        if (decision.getFinalVerdict() != null) {
            return said(decision.getFinalVerdict());
        }
        Optional<Verdict> machine = said(decision.getVerdict());
        return decision.getDecision() == Decision.CONFIRMED ? machine : machine.map(FinalVerdict::other);
    }

    private static Optional<Verdict> said(Verdict verdict) {
        return verdict == Verdict.UNCERTAIN ? Optional.empty() : Optional.of(verdict);
    }

    private static Verdict other(Verdict verdict) {
        return verdict == Verdict.GENERATED ? Verdict.AUTHENTIC : Verdict.GENERATED;
    }
}
