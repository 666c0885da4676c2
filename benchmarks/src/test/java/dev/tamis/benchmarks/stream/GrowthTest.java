package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.benchmarks.stream.Growth.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class GrowthTest {
    @Test
    void saysHowMuchMoreTheLastImagesCost() {
        Growth growth = steps(0.001);

        assertThat(growth.since(100)).isCloseTo(0.9 / 10.1, within(1e-9));
        assertThat(growth.microsSince(100)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void leavesOutWhatWasBefore() {
        List<Step> steps = new ArrayList<>(steps(0).steps());
        steps.set(0, new Step(100, 1000));

        assertThat(new Growth(steps).since(100)).isCloseTo(0, within(1e-9));
    }

    private static Growth steps(double slope) {
        return new Growth(LongStream.rangeClosed(1, 10)
                .map(step -> 100 * step)
                .mapToObj(images -> new Step(images, 10 + slope * images))
                .toList());
    }
}
