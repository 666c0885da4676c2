package dev.tamis.local.endurance;

import dev.tamis.generator.load.Expected;
import dev.tamis.generator.load.Expected.AnyVerdict;
import dev.tamis.generator.load.Expected.Rejection;
import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.Outcome.Rejected;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.outcome.Tally;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of a run under fire.
 *
 * @param seed repeats the run's uploads and kills
 * @param submitted submissions that Kafka holds
 * @param unsent submissions that never reached Kafka
 * @param verdicts submissions with a verdict
 * @param rejections submissions with a rejection
 * @param flagged submissions with a verdict that an analyst is to see
 * @param lost submissions without an outcome, and those whose verdict names a review item of their own that was not seen
 * @param duplicates outcomes and review items beyond the first of a submission
 * @param wrong submissions with a verdict in place of a rejection, the reverse, or another reason
 * @param kills how often something was killed
 * @param killsByKind the same, by what it was
 * @param ended processes that ended by themselves and were replaced
 * @param restarts how often Flink started the job again
 * @param seconds from the first submission to the last outcome
 */
public record ChaosReport(
        long seed,
        int submitted,
        int unsent,
        int verdicts,
        int rejections,
        int flagged,
        int lost,
        int duplicates,
        int wrong,
        int kills,
        Map<String, Integer> killsByKind,
        int ended,
        int restarts,
        double seconds) {
    public ChaosReport {
        killsByKind = Collections.unmodifiableMap(new TreeMap<>(killsByKind));
    }

    /**
     * Draws it up.
     *
     * @param expected what each submission should become, by the upload's name
     * @param struck how often what was killed
     * @param ended processes that ended by themselves
     * @param restarts of the job
     * @param time from the first submission to the last outcome
     */
    static ChaosReport of(
            long seed,
            OutcomeLedger ledger,
            Map<String, Expected> expected,
            Map<String, Integer> struck,
            int ended,
            int restarts,
            Duration time) {
        Tally tally = ledger.tally();
        return new ChaosReport(
                seed,
                tally.submitted(),
                tally.unsent(),
                tally.judged(),
                tally.rejections(),
                tally.flagged(),
                tally.lost(),
                tally.duplicates(),
                wrong(ledger, expected),
                struck.values().stream().mapToInt(Integer::intValue).sum(),
                struck,
                ended,
                restarts,
                time.toMillis() / 1000.0);
    }

    /** Whether every submission was sent and has exactly the outcome that it should have, once. */
    public boolean exactlyOnce() {
        return unsent == 0 && lost == 0 && duplicates == 0 && wrong == 0;
    }

    private static int wrong(OutcomeLedger ledger, Map<String, Expected> expected) {
        return (int) ledger.submissions().entrySet().stream()
                .filter(submission -> {
                    Optional<Outcome> outcome = ledger.outcome(submission.getKey());
                    Expected due = expected.getOrDefault(submission.getValue(), new AnyVerdict());
                    return outcome.isPresent() && !fits(outcome.get(), due);
                })
                .count();
    }

    private static boolean fits(Outcome outcome, Expected expected) {
        return expected instanceof Rejection due
                ? outcome instanceof Rejected rejected && rejected.rejection().getReason() == due.reason()
                : outcome instanceof Judged;
    }
}
