package dev.tamis.console.decision;

import dev.tamis.schemas.ReviewDecision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A decision as programs are told of it, by webhook and by the API; each part is that of {@link ReviewDecision}. */
public record ToldDecision(
        String id,
        String submissionId,
        String payloadSha256,
        @Nullable String account,
        @Nullable Instant submittedAt,
        String decision,
        String verdict,
        @Nullable String finalVerdict,
        @Nullable String reason,
        @Nullable String policy,
        @Nullable String note,
        String reviewer,
        Instant decidedAt) {
    public static ToldDecision of(ReviewDecision decision) {
        return new ToldDecision(
                decision.getId(),
                decision.getSubmissionId(),
                decision.getPayloadSha256(),
                decision.getAccount(),
                decision.getSubmittedAt(),
                decision.getDecision().name(),
                decision.getVerdict().name(),
                decision.getFinalVerdict() == null
                        ? null
                        : decision.getFinalVerdict().name(),
                decision.getReason(),
                decision.getPolicy(),
                decision.getNote(),
                decision.getReviewer(),
                decision.getDecidedAt());
    }
}
