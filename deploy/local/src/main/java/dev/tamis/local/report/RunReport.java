package dev.tamis.local.report;

import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.local.outcome.Tally;
import dev.tamis.schemas.ImageVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param images says which images were used
 * @param tally the counts
 * @param rows one line an upload, {@linkplain OutcomeRow#BY_ATTENTION what needs attention first}
 * @param sample a verdict by a score, which names detector and thresholds; null where there was none
 * @param firstVerdict when the first verdict was seen; null where nothing was judged
 * @param started when the command was typed
 * @param ended when the last outcome was seen; the start where there was none
 */
public record RunReport(
        String images,
        Tally tally,
        List<OutcomeRow> rows,
        @Nullable ImageVerdict sample,
        @Nullable Instant firstVerdict,
        Instant started,
        Instant ended) {
    public RunReport {
        rows = List.copyOf(rows);
    }

    /** Draws a report from a ledger. */
    public static RunReport of(String images, OutcomeLedger ledger, Instant started) {
        List<OutcomeRow> rows = Stream.concat(
                        ledger.unsent().stream().map(upload -> OutcomeRow.unsent(upload.name(), upload.reason())),
                        ledger.submissions().entrySet().stream()
                                .map(submission -> row(ledger, submission.getKey(), submission.getValue())))
                .sorted(OutcomeRow.BY_ATTENTION)
                .toList();
        List<Outcome> outcomes = ledger.submissions().keySet().stream()
                .flatMap(id -> ledger.outcome(id).stream())
                .toList();
        Optional<Judged> first = outcomes.stream()
                .filter(Judged.class::isInstance)
                .map(Judged.class::cast)
                .min(Comparator.comparing(Judged::seenAt));
        Optional<ImageVerdict> scored = outcomes.stream()
                .filter(Judged.class::isInstance)
                .map(outcome -> ((Judged) outcome).verdict())
                .filter(verdict -> verdict.getDetector() != null)
                .findFirst();
        return new RunReport(
                images,
                ledger.tally(),
                rows,
                scored.orElse(null),
                first.map(Judged::seenAt).orElse(null),
                started,
                outcomes.stream()
                        .map(Outcome::seenAt)
                        .max(Comparator.naturalOrder())
                        .orElse(started));
    }

    /** Seconds from typing the command to the last outcome. */
    public double seconds() {
        return seconds(started, ended);
    }

    /** Seconds from typing the command until the first verdict could be read. */
    public Optional<Double> firstVerdictSeconds() {
        return Optional.ofNullable(firstVerdict).map(first -> seconds(started, first));
    }

    private static OutcomeRow row(OutcomeLedger ledger, String submissionId, String image) {
        Optional<Outcome> outcome = ledger.outcome(submissionId);
        return outcome.map(found -> OutcomeRow.of(image, found)).orElseGet(() -> OutcomeRow.lost(image, submissionId));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
