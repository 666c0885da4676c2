package dev.tamis.local.decision;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decisions for tests. */
public final class TestDecisions {
    public static final Instant DECIDED = Instant.parse("2026-03-02T09:00:00Z");

    private TestDecisions() {}

    public static ReviewDecision decision(Decision decision, Verdict machine, @Nullable Verdict finalVerdict) {
        ReviewDecision.Builder builder = decision("submission", "a".repeat(64), decision, machine, DECIDED);
        return finalVerdict == null
                ? builder.build()
                : builder.setFinalVerdict(finalVerdict).build();
    }

    public static ReviewDecision.Builder decision(
            String submissionId, String sha256, Decision decision, Verdict machine, Instant decidedAt) {
        return ReviewDecision.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setSubmissionId(submissionId)
                .setPayloadSha256(sha256)
                .setDecision(decision)
                .setVerdict(machine)
                .setReviewer("ada")
                .setDecidedAt(decidedAt);
    }
}
