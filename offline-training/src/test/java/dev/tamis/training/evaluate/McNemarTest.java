package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
    @Test
    void countsExactlyWhereFewImagesDiffer() {
        McNemar test = McNemar.of(2, 8);

        // 2 x (1 + 10 + 45) / 2^10
        assertThat(test.method()).isEqualTo("exact");
        assertThat(test.pValue()).isCloseTo(0.109375, within(1e-9));
    }

    @Test
    void approximatesWithContinuityCorrectionWhereManyDo() {
        // Agresti, Categorical Data Analysis, table 10.1: (150 - 86 - 1)^2 / 236 = 16.82, as R's mcnemar.test gives
        McNemar test = McNemar.of(86, 150);

        assertThat(test.method()).isEqualTo("chi-square");
        assertThat(test.pValue()).isCloseTo(4.115e-5, within(1e-7));
    }

    @Test
    void seesNoDifferenceBetweenEquals() {
        assertThat(McNemar.of(0, 0).pValue()).isEqualTo(1);
        assertThat(McNemar.of(7, 7).pValue()).isEqualTo(1);
        assertThat(McNemar.of(40, 40).pValue()).isEqualTo(1);
    }

    @Test
    void doesNotCareWhichDetectorComesFirst() {
        assertThat(McNemar.of(3, 9).pValue()).isCloseTo(McNemar.of(9, 3).pValue(), within(1e-12));
        assertThat(McNemar.of(30, 90).pValue()).isEqualTo(McNemar.of(90, 30).pValue());
    }
}
