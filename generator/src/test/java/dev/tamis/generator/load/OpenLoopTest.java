package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    @Test
    void letsNoEventHappenEarlyAndNoneAfterTheEnd() throws Exception {
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();

        int events = OpenLoop.run(Arrivals.fixed(100), Duration.ofMillis(95), (number, late) -> {
            assertThat(number).isEqualTo(times.size());
            times.add(System.nanoTime() - start);
        });

        assertThat(events).isEqualTo(times.size()).isBetween(1, 10);
        for (int i = 0; i < events; i++) {
            assertThat(times.get(i)).isGreaterThanOrEqualTo(10_000_000L * i);
        }
    }

    /** A slow event delays those behind it, which say since when they were due. */
    @Test
    void countsDelaysFromWhenEventsWereDue() throws Exception {
        List<Long> delays = new ArrayList<>();

        OpenLoop.run(Arrivals.fixed(1000), Duration.ofMillis(200), (number, late) -> {
            if (number == 0) {
                sleep(Duration.ofMillis(50));
            }
            delays.add(late);
        });

        assertThat(delays.get(1)).isGreaterThan(Duration.ofMillis(48).toNanos());
        assertThat(delays.get(20)).isGreaterThan(Duration.ofMillis(20).toNanos());
    }

    /** Where each waits for the one before, none waits for the time as well. */
    @Test
    void letsEventsHappenAtOnceThatAreDueNow() throws Exception {
        List<Long> delays = new ArrayList<>();

        int events = OpenLoop.run(now -> now, Duration.ofMillis(100), (number, late) -> delays.add(late));

        assertThat(events).isEqualTo(delays.size()).isGreaterThan(1000);
        assertThat(delays).allMatch(late -> late >= 0);
    }

    private static void sleep(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
