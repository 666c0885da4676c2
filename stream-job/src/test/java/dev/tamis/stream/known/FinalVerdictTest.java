package dev.tamis.stream.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.Submissions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinalVerdictTest {
    @ParameterizedTest
    @CsvSource({
        "CONFIRMED,  GENERATED,          , GENERATED",
        "CONFIRMED,  AUTHENTIC,          , AUTHENTIC",
        "CONFIRMED,  UNCERTAIN,          , ",
        "CONFIRMED,  UNCERTAIN, GENERATED, GENERATED",
        "OVERTURNED, GENERATED,          , AUTHENTIC",
        "OVERTURNED, AUTHENTIC,          , GENERATED",
        "OVERTURNED, UNCERTAIN,          , ",
        "OVERTURNED, UNCERTAIN, AUTHENTIC, AUTHENTIC",
        "ESCALATED,  GENERATED, GENERATED, ",
    })
    void isWhatTheAnalystSaid(Decision decision, Verdict machine, @Nullable Verdict named, @Nullable Verdict expected) {
        ReviewDecision message = Submissions.decision(decision, machine, Instant.EPOCH);
        if (named != null) {
            message.setFinalVerdict(named);
        }

        assertThat(FinalVerdict.of(message)).isEqualTo(Optional.ofNullable(expected));
    }
}
