package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int EVENTS = 100_000;

    @Test
    void areAtEqualDistances() {
        assertThat(times(Arrivals.fixed(4), 4)).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    /** The gaps of a Poisson process have the mean 1 / rate, and as much for a deviation. */
    @Test
    void areThoseOfAPoissonProcess() {
        long[] times = times(Arrivals.poisson(1000, 7), EVENTS);
        double[] gaps = new double[EVENTS - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (times[i + 1] - times[i]) / 1e6;
        }
        double mean = LongStream.range(0, gaps.length)
                .mapToDouble(i -> gaps[(int) i])
                .average()
                .orElseThrow();
        double variance = LongStream.range(0, gaps.length)
                .mapToDouble(i -> Math.pow(gaps[(int) i] - mean, 2))
                .average()
                .orElseThrow();

        assertThat(times).isSorted();
        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.03));
    }

    /** A tenth of a day is the middle of its night, or of its noon. */
    @Test
    void followADay() {
        Arrivals arrivals = Arrivals.daily(1000, Duration.ofSeconds(100), 5);
        int[] tenths = new int[10];
        for (long at = arrivals.next(0); at < 100e9; at = arrivals.next(0)) {
            tenths[(int) (at / 1e10)]++;
        }

        assertThat(Arrays.stream(tenths).sum()).isCloseTo(100_000, within(1_500));
        assertThat(tenths[0]).isCloseTo(4_100, within(400));
        assertThat(tenths[5]).isCloseTo(15_900, within(600));
    }

    @Test
    void comeInBursts() {
        Arrivals arrivals = Arrivals.bursts(1000, 5);
        int[] parts = new int[12];
        for (long at = arrivals.next(0); at < 60e9; at = arrivals.next(0)) {
            parts[(int) (at / 5e9)]++;
        }

        assertThat(Arrays.stream(parts).sum()).isCloseTo(60_000, within(1_200));
        assertThat(parts[11]).isCloseTo(18_750, within(700));
        assertThat(parts[3]).isCloseTo(3_750, within(300));
    }

    @Test
    void areRepeatedByTheirSeed() {
        assertThat(times(Arrivals.poisson(10, 3), EVENTS)).isEqualTo(times(Arrivals.poisson(10, 3), EVENTS));
        assertThat(times(Arrivals.poisson(10, 3), EVENTS)).isNotEqualTo(times(Arrivals.poisson(10, 4), EVENTS));
        assertThat(times(Arrivals.bursts(10, 3), EVENTS)).isEqualTo(times(Arrivals.bursts(10, 3), EVENTS));
    }

    @Test
    void refuseARateOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.fixed(0)).withMessageContaining("found 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.poisson(Double.NaN, 1));
    }

    private static long[] times(Arrivals arrivals, int events) {
        return LongStream.generate(() -> arrivals.next(0)).limit(events).toArray();
    }
}
