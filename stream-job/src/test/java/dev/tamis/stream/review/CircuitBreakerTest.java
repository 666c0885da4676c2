package dev.tamis.stream.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.AlertKind;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.stream.policy.BreakerLimits;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:30:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:31:00Z");
    private static final CircuitBreaker FRESH = new CircuitBreaker(Period.EMPTY, Period.EMPTY);

    @Test
    void letsEverythingPassWithoutLimits() {
        CircuitBreaker breaker = FRESH;
        for (int i = 0; i < 1_000; i++) {
            CircuitBreaker.Answer answer = breaker.generated(AT, BreakerLimits.NONE, NOW);
            assertThat(answer.passes()).isTrue();
            assertThat(answer.alerts()).isEmpty();
            breaker = answer.after();
        }
    }

    @Test
    void letsNoMorePassThanADayAllows() {
        BreakerLimits two = new BreakerLimits(2, 1);
        CircuitBreaker full =
                FRESH.generated(AT, two, NOW).after().generated(AT, two, NOW).after();

        CircuitBreaker.Answer third = full.and(5).generated(AT, two, NOW);

        assertThat(third.passes()).isFalse();
        assertThat(third.alerts())
                .containsExactly(new ModerationAlert(
                        AlertKind.DAILY_LIMIT,
                        NOW,
                        "2 of 7 images submitted since 2026-11-22T00:00:00Z were GENERATED, the limit is 2 images a day;"
                                + " further ones are UNCERTAIN until 2026-11-23T00:00:00Z",
                        Instant.parse("2026-11-22T00:00:00Z"),
                        Instant.parse("2026-11-23T00:00:00Z"),
                        2,
                        7));
        assertThat(third.after().generated(AT, two, NOW).alerts())
                .as("the same again")
                .isEmpty();
    }

    @Test
    void letsNoLargerSharePassOfAnHour() {
        BreakerLimits half = new BreakerLimits(0, 0.5);
        CircuitBreaker breaker = FRESH.and(60);
        for (int i = 0; i < 60; i++) { // 50 of 110 and more, but of fewer than a hundred a share says nothing
            CircuitBreaker.Answer answer = breaker.generated(AT, half, NOW);
            assertThat(answer.passes()).isTrue();
            breaker = answer.after();
        }

        CircuitBreaker.Answer next = breaker.generated(AT, half, NOW);

        assertThat(next.passes()).isFalse();
        assertThat(next.alerts()).extracting(ModerationAlert::getKind).containsExactly(AlertKind.SHARE_LIMIT);
        assertThat(next.alerts().get(0).getUntil()).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(next.after().and(10_000).generated(AT, half, NOW).passes())
                .as("open until the hour ends")
                .isFalse();
    }

    @Test
    void doesNotJudgeTheShareOfAFew() {
        CircuitBreaker breaker = FRESH;
        for (int i = 0; i < CircuitBreaker.FEWEST_FOR_A_SHARE; i++) {
            CircuitBreaker.Answer answer = breaker.generated(AT, new BreakerLimits(0, 0.01), NOW);
            assertThat(answer.passes()).isTrue();
            breaker = answer.after();
        }
        assertThat(breaker.generated(AT, new BreakerLimits(0, 0.01), NOW).passes())
                .isFalse();
    }
}
