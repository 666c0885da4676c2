package dev.tamis.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosineScheduleTest {
    @ParameterizedTest
    @CsvSource({"0, 0.004", "25, 0.00341421", "50, 0.002", "100, 0", "150, 0"})
    void fallsAlongHalfACosine(int iteration, double rate) {
        assertThat(new CosineSchedule(0.004, 0, 100).valueAt(iteration, 0)).isCloseTo(rate, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.001", "2, 0.003", "3, 0.004", "8, 0.002", "13, 0"})
    void risesToItsPeakFirst(int iteration, double rate) {
        assertThat(new CosineSchedule(0.004, 3, 13).valueAt(iteration, 0)).isCloseTo(rate, within(1e-8));
    }
}
