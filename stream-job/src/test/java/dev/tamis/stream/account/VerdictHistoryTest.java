package dev.tamis.stream.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictHistoryTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void countsWhatFellIntoAWindow() {
        VerdictHistory history = VerdictHistory.NONE
                .and(hours(0), Verdict.GENERATED)
                .and(hours(1), Verdict.AUTHENTIC)
                .and(hours(1), Verdict.UNCERTAIN)
                .and(hours(24), Verdict.GENERATED);

        assertThat(history.within(DAY, hours(24))).isEqualTo(new VerdictCounts(24, 1, 1, 1));
        assertThat(history.within(DAY, hours(23))).isEqualTo(new VerdictCounts(24, 1, 1, 1));
        assertThat(history.within(DAY, hours(25))).isEqualTo(new VerdictCounts(24, 0, 0, 1));
    }

    @Test
    void countsALateVerdictInItsOwnHour() {
        VerdictHistory history =
                VerdictHistory.NONE.and(hours(30), Verdict.GENERATED).and(hours(2), Verdict.AUTHENTIC);

        assertThat(history.within(DAY, hours(30))).isEqualTo(new VerdictCounts(24, 0, 0, 1));
        assertThat(history.within(DAY, hours(2))).isEqualTo(new VerdictCounts(24, 1, 0, 0));
    }

    @Test
    void dropsWhatIsOlderThanItKeeps() {
        VerdictHistory history = VerdictHistory.NONE
                .and(hours(0), Verdict.GENERATED)
                .and(hours(24), Verdict.GENERATED)
                .since(DAY);

        assertThat(history.hours()).hasSize(1);
        assertThat(history.and(hours(0), Verdict.GENERATED).since(DAY).hours()).hasSize(1);
    }

    @Test
    void putsADecisionInThePlaceOfItsVerdict() {
        VerdictHistory history = VerdictHistory.NONE
                .and(hours(0), Verdict.GENERATED)
                .and(hours(1), Verdict.GENERATED)
                .corrected(hours(0), Verdict.GENERATED, Verdict.AUTHENTIC);

        assertThat(history.within(DAY, hours(1))).isEqualTo(new VerdictCounts(24, 1, 0, 1));
    }

    @Test
    void correctsNothingThatItDoesNotKnow() {
        VerdictHistory history = VerdictHistory.NONE
                .and(hours(0), Verdict.AUTHENTIC)
                .corrected(hours(0), Verdict.GENERATED, Verdict.AUTHENTIC)
                .corrected(hours(5), Verdict.AUTHENTIC, Verdict.GENERATED);

        assertThat(history.within(DAY, hours(5))).isEqualTo(new VerdictCounts(24, 1, 0, 0));
    }

    @Test
    void agreesWithAListOfAllVerdicts() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        VerdictHistory history = VerdictHistory.NONE;
        TreeMap<Long, Integer> generated = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            long hour = random.nextInt(300);
            history = history.and(hours(hour), Verdict.GENERATED);
            generated.merge(hour, 1, Integer::sum);
            long at = random.nextInt(300);
            int expected = generated.subMap(at - 23, true, at, true).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            assertThat(history.within(DAY, hours(at)).getGenerated())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private static Instant hours(long hours) {
        return NOON.plus(Duration.ofHours(hours)).plusSeconds(59);
    }
}
