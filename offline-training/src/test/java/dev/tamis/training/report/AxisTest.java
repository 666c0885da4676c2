package dev.tamis.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void ticksAtRoundNumbersAroundTheValues() {
        assertThat(texts(Axis.over(1, 16))).containsExactly("0", "2", "4", "6", "8", "10", "12", "14", "16");
        assertThat(texts(Axis.over(0.52, 0.83)))
                .containsExactly("0.50", "0.55", "0.60", "0.65", "0.70", "0.75", "0.80", "0.85");
        assertThat(texts(Axis.over(-0.3, 0.2))).contains("-0.3", "0.0", "0.2").doesNotContain("-0.0");
        assertThat(texts(Axis.over(750, 1080))).startsWith("750", "800").endsWith("1,050", "1,100");
    }

    @Test
    void ticksAtWholeNumbersBetweenWholeNumbers() {
        assertThat(texts(Axis.over(1, 2, 4))).containsExactly("1", "2", "3", "4");
        assertThat(texts(Axis.over(1))).containsExactly("1", "2");
    }

    @Test
    void hasRoomForOneValue() {
        assertThat(Axis.over(5).share(5)).isBetween(0.0, 1.0);
        assertThat(Axis.over(0, 0).steps()).isPositive();
    }

    @Test
    void placesValuesBetweenItsEnds() {
        Axis axis = Axis.over(0, 8);

        assertThat(axis.share(0)).isZero();
        assertThat(axis.share(2)).isCloseTo(0.25, within(1e-12));
        assertThat(axis.share(8)).isCloseTo(1, within(1e-12));
    }

    private static List<String> texts(Axis axis) {
        return axis.ticks().stream().map(axis::text).toList();
    }
}
