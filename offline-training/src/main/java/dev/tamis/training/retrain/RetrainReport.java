package dev.tamis.training.retrain;

import dev.tamis.training.evaluate.Comparison;
import java.util.List;

/**
 * What a retraining gave, as {@code retrain --json} writes it. In each comparison the first detector is the old one.
 *
 * @param learnedFrom decided images
 * @param copies of each in an epoch
 * @param heldOut decided images that judged
 * @param onTest the comparison on the test split
 * @param onDecisions the comparison on the decided images held out
 * @param objections why the new detector does not take the old one's place; none where it does
 */
public record RetrainReport(
        int learnedFrom, int copies, int heldOut, Comparison onTest, Comparison onDecisions, List<String> objections) {
    public RetrainReport {
        objections = List.copyOf(objections);
    }

    /** Whether the new detector may take the old one's place. */
    public boolean isAccepted() {
        return objections.isEmpty();
    }
}
