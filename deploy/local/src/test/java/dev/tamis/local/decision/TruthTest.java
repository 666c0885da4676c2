package dev.tamis.local.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, GENERATED, , FAKE",
        "CONFIRMED, AUTHENTIC, , REAL",
        "OVERTURNED, GENERATED, , REAL",
        "OVERTURNED, AUTHENTIC, , FAKE",
        "CONFIRMED, UNCERTAIN, GENERATED, FAKE",
        "OVERTURNED, UNCERTAIN, AUTHENTIC, REAL",
        "CONFIRMED, GENERATED, AUTHENTIC, REAL" // what the analyst names wins
    })
    void followsFromDecisionAndVerdict(Decision decision, Verdict machine, Verdict finalVerdict, Truth expected) {
        assertThat(Truth.of(TestDecisions.decision(decision, machine, finalVerdict)))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ESCALATED, GENERATED, ",
        "ESCALATED, GENERATED, AUTHENTIC",
        "CONFIRMED, UNCERTAIN, ",
        "OVERTURNED, UNCERTAIN, ",
        "CONFIRMED, GENERATED, UNCERTAIN"
    })
    void isUnknownWhereNobodySaysIt(Decision decision, Verdict machine, Verdict finalVerdict) {
        assertThat(Truth.of(TestDecisions.decision(decision, machine, finalVerdict)))
                .isEmpty();
    }
}
