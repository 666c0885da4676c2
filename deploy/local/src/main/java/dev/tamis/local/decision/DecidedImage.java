package dev.tamis.local.decision;

import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a labelled image comes from: a line of {@code decisions.jsonl}.
 *
 * @param file below the folder
 * @param label FAKE or REAL
 * @param payloadSha256 of the file
 * @param submissionId decided on
 * @param verdict the machine's
 * @param score the machine's
 * @param detector that gave it
 * @param detectorSha256 of that detector's file
 * @param decision the analyst's
 * @param reviewer who decided
 * @param decidedAt when
 * @param reason from the platform's list, where one was given
 */
record DecidedImage(
        String file,
        Truth label,
        String payloadSha256,
        String submissionId,
        String verdict,
        double score,
        String detector,
        String detectorSha256,
        String decision,
        String reviewer,
        String decidedAt,
        @Nullable String reason) {
    static DecidedImage of(String file, Truth label, ReviewDecision decision, ReviewItem item) {
        Instant decidedAt = decision.getDecidedAt();
        return new DecidedImage(
                file,
                label,
                decision.getPayloadSha256(),
                decision.getSubmissionId(),
                decision.getVerdict().name(),
                item.getVerdict().getScore(),
                item.getVerdict().getDetector().getId(),
                item.getVerdict().getDetector().getSha256(),
                decision.getDecision().name(),
                decision.getReviewer(),
                decidedAt.toString(),
                decision.getReason());
    }
}
