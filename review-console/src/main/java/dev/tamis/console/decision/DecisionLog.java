package dev.tamis.console.decision;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The decisions that can be undone no more, in the order in which they go out. Whoever reads it and remembers the last position that
 * it dealt with misses none.
 *
 * <p>Safe for use by several threads.
 */
public final class DecisionLog {
    private final Jdbi jdbi;

    public DecisionLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The position after the last. */
    public long end() {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(max(position), 0) + 1 from decision")
                .mapTo(Long.class)
                .one());
    }

    /**
     * Decisions from a position on.
     *
     * @param most of them
     */
    public List<PositionedDecision> from(long position, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select position, decision.id, submission_id, file_sha256, decision, final_verdict, verdict, account, submitted_at,
                            reviewer, decided_at, reason, policy, note
                        from decision join review_item on review_item.id = item
                        where position >= :from order by position limit :most""")
                .bind("from", position)
                .bind("most", most)
                .map((row, context) -> new PositionedDecision(row.getLong("position"), decision(row)))
                .list());
    }

    private static ReviewDecision decision(ResultSet row) throws SQLException {
        String finalVerdict = row.getString("final_verdict");
        ReviewDecision.Builder decision = ReviewDecision.newBuilder()
                .setId(row.getString("id"))
                .setSubmissionId(row.getString("submission_id"))
                .setPayloadSha256(HexFormat.of().formatHex(row.getBytes("file_sha256")))
                .setDecision(Decision.valueOf(row.getString("decision")))
                .setVerdict(Verdict.valueOf(row.getString("verdict")))
                .setAccount(row.getString("account"))
                .setSubmittedAt(row.getTimestamp("submitted_at").toInstant())
                .setReviewer(row.getString("reviewer"))
                .setDecidedAt(row.getTimestamp("decided_at").toInstant())
                .setReason(row.getString("reason"))
                .setPolicy(row.getString("policy"))
                .setNote(row.getString("note"));
        if (finalVerdict != null) {
            decision.setFinalVerdict(Verdict.valueOf(finalVerdict));
        }
        return decision.build();
    }
}
