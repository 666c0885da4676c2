package dev.tamis.local.report;

import dev.tamis.local.outcome.Outcome;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.local.outcome.Outcome.Rejected;
import dev.tamis.schemas.ImageRejection;
import dev.tamis.schemas.ImageVerdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One upload's line in a report.
 *
 * @param image the upload's name
 * @param submissionId null where it never reached Kafka
 * @param result what became of it
 * @param reviewItem the submission whose review item shows the image; null where no analyst is to see it
 * @param score null where no network scored it
 * @param why the rule or the reason, for a person
 * @param delay from the submission to the moment that its verdict could be read; null where it was not judged
 */
public record OutcomeRow(
        String image,
        @Nullable String submissionId,
        Result result,
        @Nullable String reviewItem,
        @Nullable Double score,
        String why,
        @Nullable Duration delay) {

    /** What needs attention first, then by falling score, then by name. */
    public static final Comparator<OutcomeRow> BY_ATTENTION = Comparator.comparing(OutcomeRow::result)
            .thenComparing(OutcomeRow::score, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(OutcomeRow::image);

    /** What can become of an upload, in the order of reports. */
    public enum Result {
        UNSENT,
        LOST,
        GENERATED,
        UNCERTAIN,
        REJECTED,
        AUTHENTIC
    }

    static OutcomeRow unsent(String image, String reason) {
        return new OutcomeRow(image, null, Result.UNSENT, null, null, reason, null);
    }

    static OutcomeRow lost(String image, String submissionId) {
        return new OutcomeRow(image, submissionId, Result.LOST, null, null, "no outcome was seen in time", null);
    }

    static OutcomeRow of(String image, Outcome outcome) {
        if (outcome instanceof Rejected rejected) {
            return new OutcomeRow(
                    image, rejected.submissionId(), Result.REJECTED, null, null, why(rejected.rejection()), null);
        }
        Judged judged = (Judged) outcome;
        ImageVerdict verdict = judged.verdict();
        Result result = Result.valueOf(verdict.getVerdict().name());
        return new OutcomeRow(
                image,
                judged.submissionId(),
                result,
                verdict.getReviewItem(),
                verdict.getScore(),
                why(verdict),
                judged.delay());
    }

    private static String why(ImageRejection rejection) {
        return words(List.of(rejection.getReason())) + ": " + rejection.getDetail();
    }

    private static String words(List<? extends Enum<?>> constants) {
        return constants.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String why(ImageVerdict verdict) {
        return switch (verdict.getBasis()) {
            case SCORE_BELOW_AUTHENTIC_THRESHOLD ->
                "score below %.3f".formatted(verdict.getThresholds().getAuthenticBelow());
            case SCORE_BETWEEN_THRESHOLDS ->
                "score from %.3f to %.3f"
                        .formatted(
                                verdict.getThresholds().getAuthenticBelow(),
                                verdict.getThresholds().getGeneratedFrom());
            case SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD ->
                "score at or above %.3f".formatted(verdict.getThresholds().getGeneratedFrom());
            case IMAGE_QUALITY -> "too poor to be judged: " + words(verdict.getDefects());
            case FILE_SAYS_GENERATED -> "the file itself says that a generator made it";
            case ANALYST_DECISION ->
                "decided by " + verdict.getAnalystDecision().getReviewer();
            case CIRCUIT_BREAKER -> "more images were generated than the policy allows";
            case IMAGE_OUT_OF_RANGE -> "unlike the images that the detector has learned from";
            case UNKNOWN -> "by a rule of a later version";
        };
    }
}
