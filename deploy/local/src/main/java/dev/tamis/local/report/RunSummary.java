package dev.tamis.local.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tamis.local.outcome.Tally;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as data, for {@code --json}.
 *
 * @param submitted upload events that Kafka holds
 * @param unsent upload events that never reached Kafka
 * @param seconds from typing the command to the last outcome
 * @param firstVerdictSeconds from typing the command until the first verdict could be read; null where there was none
 * @param detector null where nothing was judged
 */
@JsonPropertyOrder({"submitted", "verdicts", "rejections", "lost", "duplicates", "flagged", "seconds"})
public record RunSummary(
        int submitted,
        int unsent,
        int verdicts,
        int authentic,
        int uncertain,
        int generated,
        int rejections,
        int lost,
        int duplicates,
        int flagged,
        double seconds,
        @Nullable Double firstVerdictSeconds,
        @Nullable Detector detector,
        List<Line> outcomes) {

    /** The detector that gave the scores, and the thresholds in force. */
    public record Detector(
            String id, String sha256, String preprocessingFingerprint, double authenticBelow, double generatedFrom) {
        static Detector of(ImageVerdict verdict) {
            DetectorIdentity identity = verdict.getDetector();
            return new Detector(
                    identity.getId(),
                    identity.getSha256(),
                    identity.getPreprocessingFingerprint(),
                    verdict.getThresholds().getAuthenticBelow(),
                    verdict.getThresholds().getGeneratedFrom());
        }
    }

    /** One upload. */
    public record Line(
            String image,
            @Nullable String submissionId,
            String result,
            @Nullable Double score,
            String why,
            @Nullable Double seconds) {
        static Line of(OutcomeRow row) {
            Duration delay = row.delay();
            return new Line(
                    row.image(),
                    row.submissionId(),
                    row.result().name(),
                    row.score(),
                    row.why(),
                    delay == null ? null : delay.toMillis() / 1000.0);
        }
    }

    public static RunSummary of(RunReport report) {
        Tally tally = report.tally();
        ImageVerdict sample = report.sample();
        return new RunSummary(
                tally.submitted(),
                tally.unsent(),
                tally.judged(),
                tally.count(Verdict.AUTHENTIC),
                tally.count(Verdict.UNCERTAIN),
                tally.count(Verdict.GENERATED),
                tally.rejections(),
                tally.lost(),
                tally.duplicates(),
                tally.flagged(),
                report.seconds(),
                report.firstVerdictSeconds().orElse(null),
                sample == null ? null : Detector.of(sample),
                report.rows().stream().map(Line::of).toList());
    }
}
