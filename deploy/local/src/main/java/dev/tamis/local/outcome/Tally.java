package dev.tamis.local.outcome;

import dev.tamis.schemas.Verdict;
import java.util.Map;

/**
 * Counts of a run.
 *
 * @param submitted upload events that Kafka holds
 * @param unsent upload events that never reached Kafka
 * @param verdicts submissions with a verdict, by verdict
 * @param rejections submissions with a rejection
 * @param flagged submissions with a verdict that an analyst is to see
 * @param lost submissions without an outcome, and those whose verdict names a review item of their own that was not seen
 * @param duplicates outcomes and review items beyond the first of a submission
 */
public record Tally(
        int submitted,
        int unsent,
        Map<Verdict, Integer> verdicts,
        int rejections,
        int flagged,
        int lost,
        int duplicates) {

    /** Submissions with a verdict. */
    public int judged() {
        return verdicts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Submissions with this verdict. */
    public int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /** Whether every upload was sent and has exactly one outcome. */
    public boolean exactlyOnce() {
        return unsent == 0 && lost == 0 && duplicates == 0;
    }
}
