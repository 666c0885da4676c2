package dev.tamis.stream.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.stream.decide.VerdictPolicy.Ruling;
import dev.tamis.vision.detector.Thresholds;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictPolicyTest {
    private static final Thresholds OWN = new Thresholds(0.3, 0.7);

    private final VerdictPolicy policy = new VerdictPolicy(OWN, Set.of(Verdict.GENERATED));

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
        assertThat(policy.rule(score)).isEqualTo(new Ruling(verdict, basis));
    }

    @Test
    void flagsTheVerdictsItWasTold() {
        assertThat(Verdict.values()).filteredOn(policy::flags).containsExactly(Verdict.GENERATED);
    }

    @Test
    void takesTheDetectorsThresholdsWhereNoneIsSet() {
        assertThat(new VerdictSettings(null, null, Set.of()).policy(OWN).thresholds())
                .isEqualTo(OWN);
    }

    @Test
    void prefersAThresholdThatIsSet() {
        assertThat(new VerdictSettings(null, 0.9, Set.of()).policy(OWN).thresholds())
                .isEqualTo(new Thresholds(0.3, 0.9));
        assertThat(new VerdictSettings(0.1, null, Set.of()).policy(OWN).thresholds())
                .isEqualTo(new Thresholds(0.1, 0.7));
    }

    @Test
    void refusesAThresholdBeyondTheDetectorsOther() {
        VerdictSettings settings = new VerdictSettings(0.8, null, Set.of());

        assertThatThrownBy(() -> settings.policy(OWN)).isInstanceOf(IllegalArgumentException.class);
    }
}
