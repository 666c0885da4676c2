package dev.tamis.stream.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.AccountStanding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikePolicyTest {
    @ParameterizedTest
    @CsvSource({"0, GOOD", "2, GOOD", "3, WATCHED", "9, WATCHED", "10, RESTRICTED", "99, RESTRICTED"})
    void callsAnAccountByItsStrikes(int strikes, AccountStanding standing) {
        assertThat(new StrikePolicy(Duration.ofDays(7), 3, 10).standing(strikes))
                .isEqualTo(standing);
    }

    @Test
    void restrictsNoAccountBeforeItIsWatched() {
        assertThatThrownBy(() -> new StrikePolicy(Duration.ofDays(7), 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3")
                .hasMessageContaining("2");
    }
}
