package dev.tamis.stream.known;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void countsThoseOfAnHour() {
        assertThat(seen(0, 10, 20, 59).inLastHour()).isEqualTo(4);
    }

    @Test
    void forgetsThoseOfMoreThanAnHourAgo() {
        assertThat(seen(0, 10, 20, 66).inLastHour()).isEqualTo(3);
        assertThat(seen(0, 10, 20, 600).inLastHour()).isEqualTo(1);
    }

    @Test
    void countsOneThatComesLate() {
        assertThat(seen(50, 10).inLastHour()).isEqualTo(2);
    }

    @Test
    void leavesOutOneThatComesTooLate() {
        assertThat(seen(500, 10).inLastHour()).isEqualTo(1);
    }

    @Test
    void takesAnyTime() {
        assertThat(Sightings.NONE
                        .and(Instant.EPOCH.minusSeconds(1))
                        .and(Instant.EPOCH)
                        .inLastHour())
                .isEqualTo(2);
    }

    private static Sightings seen(int... minutes) {
        Sightings seen = Sightings.NONE;
        for (int minute : minutes) {
            seen = seen.and(NOON.plus(Duration.ofMinutes(minute)));
        }
        return seen;
    }
}
