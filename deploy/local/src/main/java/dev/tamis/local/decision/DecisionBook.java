package dev.tamis.local.decision;

import dev.tamis.schemas.ReviewDecision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decision in force on each image file. A later decision on the same submission replaces an earlier one; of decisions on
 * several copies of a file that of the latest time holds, since a decision holds for every copy. Pure.
 */
final class DecisionBook {
    private final Map<String, ReviewDecision> bySubmission = new HashMap<>();

    /** Enters a decision; those on one submission come in their order. */
    void enter(ReviewDecision decision) {
        bySubmission.put(decision.getSubmissionId(), decision);
    }

    /** Number of submissions that were decided on. */
    int submissions() {
        return bySubmission.size();
    }

    /** The decisions in force, by the SHA-256 of the image file. */
    Map<String, ReviewDecision> byFile() {
        Map<String, ReviewDecision> inForce = new HashMap<>();
        for (ReviewDecision decision : bySubmission.values()) {
            inForce.merge(
                    decision.getPayloadSha256(),
                    decision,
                    (one, other) -> one.getDecidedAt().isBefore(other.getDecidedAt()) ? other : one);
        }
        return inForce;
    }

    /** Those of them that say what the image is. */
    Map<String, ReviewDecision> labelled() {
        Map<String, ReviewDecision> labelled = byFile();
        labelled.values().removeIf(decision -> Truth.of(decision).equals(Optional.empty()));
        return labelled;
    }
}
