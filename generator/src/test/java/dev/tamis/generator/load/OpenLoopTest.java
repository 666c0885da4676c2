package dev.tamis.generator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    @Test
    void tellsEachEventWhenItWasDueAndNeverComesEarly() throws Exception {
        List<Long> due = new ArrayList<>();
        long start = System.nanoTime();

        int events = OpenLoop.run(Arrivals.fixed(100), Duration.ofMillis(95), (number, at) -> {
            assertThat(number).isEqualTo(due.size());
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(at);
            due.add(at);
        });

        assertThat(events).isEqualTo(due.size());
        assertThat(due.subList(0, 3)).containsExactly(0L, 10_000_000L, 20_000_000L);
        assertThat(due.get(due.size() - 1)).isLessThan(95_000_000L);
    }

    /** A slow event delays those behind it, which still say when they were due. */
    @Test
    void countsDelaysFromWhenEventsWereDue() throws Exception {
        List<Long> delays = new ArrayList<>();
        long start = System.nanoTime();

        OpenLoop.run(Arrivals.fixed(1000), Duration.ofMillis(200), (number, at) -> {
            if (number == 0) {
                long end = System.nanoTime() + Duration.ofMillis(50).toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            delays.add(System.nanoTime() - start - at);
        });

        assertThat(delays.get(1)).isGreaterThan(Duration.ofMillis(48).toNanos());
        assertThat(delays.get(20)).isGreaterThan(Duration.ofMillis(20).toNanos());
    }
}
