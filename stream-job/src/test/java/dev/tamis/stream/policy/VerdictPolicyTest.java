package dev.tamis.stream.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.stream.policy.VerdictPolicy.Ruling;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.provenance.Finding;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.quality.Defect;
import dev.tamis.vision.quality.QualityGate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictPolicyTest {
    private static final Thresholds OWN = new Thresholds(0.3, 0.7);
    private static final List<Defect> SOUND = List.of();
    private static final List<Finding> SILENT = List.of();

    private final VerdictPolicy policy = new VerdictPolicy(
            OWN, InputRange.ANY, QualityGate.DEFAULT, Verdict.UNCERTAIN, false, 10, BreakerLimits.NONE);

    @ParameterizedTest
    @CsvSource({
        "0.0,     AUTHENTIC, SCORE_BELOW_AUTHENTIC_THRESHOLD",
        "0.29999, AUTHENTIC, SCORE_BELOW_AUTHENTIC_THRESHOLD",
        "0.3,     UNCERTAIN, SCORE_BETWEEN_THRESHOLDS",
        "0.69999, UNCERTAIN, SCORE_BETWEEN_THRESHOLDS",
        "0.7,     GENERATED, SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD",
        "1.0,     GENERATED, SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD",
    })
    void rulesByTheThresholds(double score, Verdict verdict, VerdictBasis basis) {
        assertThat(policy.rule(detection(score, 0), SOUND, SILENT)).isEqualTo(new Ruling(verdict, basis));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void rulesNothingOfAnImageOutOfRange(double score) {
        VerdictPolicy narrow =
                new VerdictPolicy(OWN, new InputRange(-0.6), QualityGate.DEFAULT, null, true, 10, BreakerLimits.NONE);

        assertThat(narrow.rule(detection(score, -0.59), SOUND, SILENT))
                .isEqualTo(new Ruling(Verdict.UNCERTAIN, VerdictBasis.IMAGE_OUT_OF_RANGE));
        assertThat(narrow.rule(detection(score, -0.6), SOUND, SILENT))
                .isEqualTo(policy.rule(detection(score, 0), SOUND, SILENT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void rulesNothingOfAnImageThatIsTooPoor(double score) {
        assertThat(policy.rule(detection(score, 0), List.of(Defect.TOO_SMALL), SILENT))
                .isEqualTo(new Ruling(Verdict.UNCERTAIN, VerdictBasis.IMAGE_QUALITY));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, GENERATED,        UNCERTAIN, UNCERTAIN, FILE_SAYS_GENERATED",
        "0.1, GENERATED,        GENERATED, GENERATED, FILE_SAYS_GENERATED",
        "0.1, GENERATED,                 , AUTHENTIC, SCORE_BELOW_AUTHENTIC_THRESHOLD",
        "0.1, PARTLY_GENERATED, GENERATED, AUTHENTIC, SCORE_BELOW_AUTHENTIC_THRESHOLD",
        "0.5, GENERATED,        UNCERTAIN, UNCERTAIN, SCORE_BETWEEN_THRESHOLDS",
        "0.5, GENERATED,        GENERATED, GENERATED, FILE_SAYS_GENERATED",
        "0.9, GENERATED,        UNCERTAIN, GENERATED, SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD",
        "0.9, CAPTURED,         UNCERTAIN, GENERATED, SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD",
    })
    void heedsAFileThatSaysItWasGeneratedAsFarAsItIsTold(
            double score, Claim claim, @Nullable Verdict selfDeclared, Verdict verdict, VerdictBasis basis) {
        VerdictPolicy heeding =
                new VerdictPolicy(OWN, InputRange.ANY, QualityGate.DEFAULT, selfDeclared, true, 10, BreakerLimits.NONE);

        assertThat(heeding.rule(
                        detection(score, 0), SOUND, List.of(new Finding(Finding.Source.C2PA, claim, "a manifest"))))
                .isEqualTo(new Ruling(verdict, basis));
    }

    private static Detection detection(double score, double fineDetail) {
        return new Detection(score, new Heatmap(1, 1, new float[1]), fineDetail);
    }

    @Test
    void flagsTheVerdictsItWasTold() {
        assertThat(policy.cause(Verdict.GENERATED, 1, false)).contains(ReviewCause.FLAGGED);
        assertThat(policy.cause(Verdict.UNCERTAIN, 1, false)).isEmpty();
        assertThat(policy.cause(Verdict.AUTHENTIC, 1, false)).isEmpty();
        assertThat(policy.cause(Verdict.AUTHENTIC, 1, true)).contains(ReviewCause.REPORTED);
    }

    @Test
    void callsForReviewOnceWhereAnImageFloods() {
        assertThat(IntStream.rangeClosed(1, 100)
                        .filter(sightings -> policy.cause(Verdict.AUTHENTIC, sightings, false)
                                .isPresent()))
                .containsExactly(11);
        assertThat(policy.cause(Verdict.AUTHENTIC, 11, false)).contains(ReviewCause.FLOOD);
    }

    @Test
    void takesTheDetectorsThresholdsWhereNoneIsSet() {
        assertThat(new VerdictSettings(null, null, QualityGate.DEFAULT, null, true, 10, BreakerLimits.NONE)
                        .policy(OWN, InputRange.ANY)
                        .thresholds())
                .isEqualTo(OWN);
    }

    @Test
    void prefersAThresholdThatIsSet() {
        assertThat(new VerdictSettings(null, 0.9, QualityGate.DEFAULT, null, true, 10, BreakerLimits.NONE)
                        .policy(OWN, InputRange.ANY)
                        .thresholds())
                .isEqualTo(new Thresholds(0.3, 0.9));
        assertThat(new VerdictSettings(0.1, null, QualityGate.DEFAULT, null, true, 10, BreakerLimits.NONE)
                        .policy(OWN, InputRange.ANY)
                        .thresholds())
                .isEqualTo(new Thresholds(0.1, 0.7));
    }

    @Test
    void refusesAThresholdBeyondTheDetectorsOther() {
        VerdictSettings settings =
                new VerdictSettings(0.8, null, QualityGate.DEFAULT, null, true, 10, BreakerLimits.NONE);

        assertThatThrownBy(() -> settings.policy(OWN, InputRange.ANY)).isInstanceOf(IllegalArgumentException.class);
    }
}
