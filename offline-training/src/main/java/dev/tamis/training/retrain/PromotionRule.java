package dev.tamis.training.retrain;

import dev.tamis.training.evaluate.Comparison;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a new detector may take an old one's place: only where it is not worse by more than a margin. Pure.
 *
 * @param margin how much of its accuracy may be lost, 0 to 1
 */
public record PromotionRule(double margin) {
    /** Fewer decided images than these say nothing of a detector. */
    public static final int FEWEST_DECISIONS = 20;

    public PromotionRule {
        if (!(0 <= margin && margin < 1)) {
            throw new IllegalArgumentException("a margin lies between 0 and 1: " + margin);
        }
    }

    /**
     * What speaks against the second detector of a comparison.
     *
     * @param where on which images they were compared, for the message
     * @return nothing where it is good enough
     */
    public Optional<String> objection(String where, Comparison comparison) {
        double before = comparison.first().figures().accuracy();
        double after = comparison.second().figures().accuracy();
        if (after >= before - margin) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT, "%s the accuracy falls from %.4f to %.4f, by more than %s", where, before, after, margin));
    }
}
