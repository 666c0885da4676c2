package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoringTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 2.5, 1000})
    void keepsCertaintyAtAnyTemperature(double temperature) {
        Calibration calibration = new Calibration(temperature);

        assertThat(calibration.score(0)).isEqualTo(1);
        assertThat(calibration.score(1)).isZero();
        assertThat(calibration.score(0.5)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void movesScoresTowardsTheMiddleAtAHighTemperature() {
        assertThat(new Calibration(2).score(0.1)).isCloseTo(0.75, within(1e-12)); // odds of 9 become odds of 3
        assertThat(new Calibration(0.5).score(0.25)).isCloseTo(0.9, within(1e-12)); // odds of 3 become odds of 9
    }

    @Test
    void keepsTheOrderOfProbabilitiesNearOne() {
        Calibration calibration = new Calibration(1.7);

        assertThat(calibration.score(1 - 1e-12)).isPositive().isLessThan(calibration.score(1 - 1e-11));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refusesWhatIsNoProbability(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.NONE.score(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(0.3, 0.7).band(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, AUTHENTIC",
        "0.2999, AUTHENTIC",
        "0.3, UNCERTAIN",
        "0.6999, UNCERTAIN",
        "0.7, GENERATED",
        "1, GENERATED"
    })
    void dividesScoresIntoThreeBands(double score, ScoreBand band) {
        assertThat(new Thresholds(0.3, 0.7).band(score)).isEqualTo(band);
    }

    @Test
    void hasNoUncertainBandBetweenEqualThresholds() {
        assertThat(new Thresholds(0.5, 0.5).band(0.5)).isEqualTo(ScoreBand.GENERATED);
        assertThat(new Thresholds(0.5, 0.5).band(0.4999)).isEqualTo(ScoreBand.AUTHENTIC);
    }

    @Test
    void refusesThresholdsInTheWrongOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(0.7, 0.3));
    }
}
