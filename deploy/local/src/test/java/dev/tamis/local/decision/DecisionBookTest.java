package dev.tamis.local.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionBookTest {
    private static final String FILE = "a".repeat(64);

    private final DecisionBook book = new DecisionBook();

    @Test
    void takesTheLaterDecisionOnASubmissionWhateverItsTime() {
        enter("one", FILE, Decision.CONFIRMED, TestDecisions.DECIDED);
        enter("one", FILE, Decision.OVERTURNED, TestDecisions.DECIDED.minusSeconds(60)); // another clock

        assertThat(book.submissions()).isEqualTo(1);
        assertThat(book.byFile().values())
                .extracting(ReviewDecision::getDecision)
                .containsExactly(Decision.OVERTURNED);
    }

    @Test
    void takesTheLatestDecisionOnTheCopiesOfAFile() {
        enter("one", FILE, Decision.CONFIRMED, TestDecisions.DECIDED.plusSeconds(60));
        enter("two", FILE, Decision.OVERTURNED, TestDecisions.DECIDED);

        assertThat(book.submissions()).isEqualTo(2);
        assertThat(book.byFile().values())
                .extracting(ReviewDecision::getDecision)
                .containsExactly(Decision.CONFIRMED);
    }

    @Test
    void leavesOutWhatALaterDecisionMadeUnknown() {
        enter("one", FILE, Decision.CONFIRMED, TestDecisions.DECIDED);
        enter("one", FILE, Decision.ESCALATED, TestDecisions.DECIDED.plusSeconds(60));
        enter("two", "b".repeat(64), Decision.CONFIRMED, TestDecisions.DECIDED);

        assertThat(book.labelled()).containsOnlyKeys("b".repeat(64));
    }

    private void enter(String submissionId, String file, Decision decision, Instant decidedAt) {
        ReviewDecision entered = TestDecisions.decision(submissionId, file, decision, Verdict.GENERATED, decidedAt)
                .build();
        book.enter(entered);
    }
}
