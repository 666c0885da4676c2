package dev.tamis.local.replay;

import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.Outcome.Judged;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Which submissions of a run have their outcome, and how long after they were due. An outcome may be entered before its
 * submission: Kafka can show it before it acknowledges the sender. One thread keeps it.
 */
final class Deliveries {
    private static final int DIGITS = 3;

    private final Instant measuredFrom;
    private final Map<String, Instant> awaited = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Outcome> early = new HashMap<>();
    private final Map<String, Integer> extras = new HashMap<>();
    private final Histogram micros = new Histogram(DIGITS);
    private int verdicts;
    private int rejections;

    /** @param measuredFrom submissions that were due earlier do not count among the delays */
    Deliveries(Instant measuredFrom) {
        this.measuredFrom = measuredFrom;
    }

    /**
     * Enters a submission that Kafka holds; the same again where it is delivered again.
     *
     * @param due when it should have been sent
     */
    void sent(String submission, Instant due) {
        if (settled.contains(submission)) {
            return;
        }
        Outcome outcome = early.remove(submission);
        if (outcome == null) {
            awaited.putIfAbsent(submission, due);
        } else {
            settle(outcome, due);
        }
    }

    /** Enters an outcome; those of other submissions than this run's count for nothing. */
    void outcome(Outcome outcome) {
        String submission = outcome.submissionId();
        Instant due = awaited.remove(submission);
        if (due != null) {
            settle(outcome, due);
        } else if (settled.contains(submission) || early.putIfAbsent(submission, outcome) != null) {
            extras.merge(submission, 1, Integer::sum);
        }
    }

    private void settle(Outcome outcome, Instant due) {
        settled.add(outcome.submissionId());
        if (outcome instanceof Judged) {
            verdicts++;
        } else {
            rejections++;
        }
        if (!due.isBefore(measuredFrom)) {
            Duration delay = Duration.between(due, outcome.seenAt());
            micros.recordValue(Math.max(0, delay.toNanos() / 1000));
        }
    }

    /** Submissions that have one. */
    int settled() {
        return settled.size();
    }

    int verdicts() {
        return verdicts;
    }

    int rejections() {
        return rejections;
    }

    /** Outcomes beyond the first of a submission of this run. */
    int duplicates() {
        return extras.entrySet().stream()
                .filter(extra -> settled.contains(extra.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** From when a submission was due to its outcome, in microseconds. */
    Histogram micros() {
        return micros;
    }
}
