package dev.tamis.stream.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.AccountStanding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewPriorityTest {
    @ParameterizedTest
    @CsvSource({
        "    , GOOD,          1,   0",
        "0.5 , GOOD,          1,  25",
        "1   , GOOD,          1,  50",
        "1   , WATCHED,       1,  63",
        "1   , RESTRICTED,    1,  75",
        "1   , RESTRICTED,   32,  88",
        "1   , RESTRICTED, 1000, 100",
        "1   , RESTRICTED, 9000, 100",
        "    , GOOD,         21,  11",
    })
    void growsWithScoreStandingAndReach(@Nullable Double score, AccountStanding standing, int sightings, int priority) {
        assertThat(ReviewPriority.DEFAULT.of(score, standing, sightings, false)).isEqualTo(priority);
    }

    @Test
    void growsWithAReportUpToAHundred() {
        assertThat(ReviewPriority.DEFAULT.of(0.5, AccountStanding.GOOD, 1, true))
                .isEqualTo(65);
        assertThat(ReviewPriority.DEFAULT.of(1.0, AccountStanding.RESTRICTED, 1, true))
                .isEqualTo(100);
    }
}
