package dev.tamis.local.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.local.TestOutcomes;
import dev.tamis.local.outcome.Outcome.Judged;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {
    private final OutcomeLedger ledger = new OutcomeLedger();

    @Test
    void isCompleteBeforeAnythingWasSent() {
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.tally()).isEqualTo(new Tally(0, 0, Map.of(), 0, 0, 0, 0));
    }

    @Test
    void countsASubmissionWithoutOutcomeAsLost() {
        ledger.enter(new Sent("a.png", "a"));
        assertThat(ledger.complete()).isFalse();
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(), 0, 0, 1, 0));
        assertThat(ledger.tally().exactlyOnce()).isFalse();
    }

    @Test
    void takesAnOutcomeThatComesBeforeTheSendersAnswer() {
        ledger.enter(TestOutcomes.judged("a", 0.1));
        ledger.enter(new Sent("a.png", "a"));
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(Verdict.AUTHENTIC, 1), 0, 0, 0, 0));
        assertThat(ledger.tally().exactlyOnce()).isTrue();
    }

    @Test
    void waitsForTheReviewItemOfAFlaggedImage() {
        ledger.enter(new Sent("a.png", "a"));
        ledger.enter(TestOutcomes.judged("a", 0.9));
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(Verdict.GENERATED, 1), 0, 1, 1, 0));
        ledger.enterReviewItem("a");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.settledCount()).isEqualTo(1);
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(Verdict.GENERATED, 1), 0, 1, 0, 0));
    }

    @Test
    void asksForNoReviewItemOfACopyThatAnEarlierOneStandsFor() {
        ledger.enter(new Sent("b.png", "b"));
        ImageVerdict copy = ((Judged) TestOutcomes.judged("b", 0.9)).verdict();
        copy.setReviewItem("a");
        ledger.enter(new Judged(copy, copy.getDecidedAt()));
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(Verdict.GENERATED, 1), 0, 1, 0, 0));
    }

    @Test
    void countsEveryExtraOutcomeAndReviewItemAsDuplicate() {
        ledger.enter(new Sent("a.png", "a"));
        ledger.enter(TestOutcomes.judged("a", 0.9));
        ledger.enter(TestOutcomes.rejected("a", RejectionReason.CORRUPT));
        ledger.enterReviewItem("a");
        ledger.enterReviewItem("a");
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 0, Map.of(Verdict.GENERATED, 1), 0, 1, 0, 2));
        assertThat(ledger.tally().exactlyOnce()).isFalse();
    }

    @Test
    void leavesOutcomesOfOthersAlone() {
        ledger.enter(TestOutcomes.judged("other", 0.9));
        ledger.enter(TestOutcomes.judged("other", 0.9));
        ledger.enterReviewItem("other");
        assertThat(ledger.complete()).isTrue();
        assertThat(ledger.tally()).isEqualTo(new Tally(0, 0, Map.of(), 0, 0, 0, 0));
    }

    @Test
    void countsAnUploadThatWasNeverSent() {
        ledger.enter(new NotSent("a.png", "cannot be read"));
        ledger.enter(new Sent("b.png", "b"));
        ledger.enter(TestOutcomes.rejected("b", RejectionReason.EMPTY));
        assertThat(ledger.tally()).isEqualTo(new Tally(1, 1, Map.of(), 1, 0, 0, 0));
        assertThat(ledger.tally().exactlyOnce()).isFalse();
    }
}
