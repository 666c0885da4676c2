package dev.tamis.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.generator.load.Expected;
import dev.tamis.generator.load.Expected.AnyVerdict;
import dev.tamis.generator.load.Expected.Rejection;
import dev.tamis.generator.load.SendResult.NotSent;
import dev.tamis.generator.load.SendResult.Sent;
import dev.tamis.local.TestOutcomes;
import dev.tamis.local.outcome.OutcomeLedger;
import dev.tamis.schemas.RejectionReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final Map<String, Expected> EXPECTED =
            Map.of("good.png", new AnyVerdict(), "bad.png", new Rejection(RejectionReason.TRUNCATED));

    private final OutcomeLedger ledger = new OutcomeLedger();

    @BeforeEach
    void send() {
        ledger.enter(new Sent("good.png", "good"));
        ledger.enter(new Sent("bad.png", "bad"));
    }

    @Test
    void passesWhatIsDueOnce() {
        ledger.enter(TestOutcomes.judged("good", 0.1));
        ledger.enter(TestOutcomes.rejected("bad", RejectionReason.TRUNCATED));
        assertThat(report().exactlyOnce()).isTrue();
    }

    @Test
    void passesASubmissionThatWasDeliveredAgain() {
        ledger.enter(new Sent("good.png", "good"));
        ledger.enter(TestOutcomes.judged("good", 0.1));
        ledger.enter(TestOutcomes.rejected("bad", RejectionReason.TRUNCATED));
        assertThat(report().submitted()).isEqualTo(2);
        assertThat(report().exactlyOnce()).isTrue();
    }

    @Test
    void findsALostOutcome() {
        ledger.enter(TestOutcomes.judged("good", 0.1));
        assertThat(report().lost()).isEqualTo(1);
        assertThat(report().exactlyOnce()).isFalse();
    }

    @Test
    void findsADoubledOutcomeAndADoubledReviewItem() {
        ledger.enter(TestOutcomes.judged("good", 0.9));
        ledger.enter(TestOutcomes.judged("good", 0.9));
        ledger.enterReviewItem("good");
        ledger.enterReviewItem("good");
        ledger.enter(TestOutcomes.rejected("bad", RejectionReason.TRUNCATED));
        assertThat(report().duplicates()).isEqualTo(2);
        assertThat(report().exactlyOnce()).isFalse();
    }

    @Test
    void findsAReviewItemThatIsMissing() {
        ledger.enter(TestOutcomes.judged("good", 0.9));
        ledger.enter(TestOutcomes.rejected("bad", RejectionReason.TRUNCATED));
        assertThat(report().lost()).isEqualTo(1);
        assertThat(report().exactlyOnce()).isFalse();
    }

    @Test
    void findsAVerdictOnABadFileAndAnotherReason() {
        ledger.enter(TestOutcomes.rejected("good", RejectionReason.CORRUPT));
        ledger.enter(TestOutcomes.judged("bad", 0.1));
        assertThat(report().wrong()).isEqualTo(2);
        assertThat(report().exactlyOnce()).isFalse();
    }

    @Test
    void findsASubmissionThatWasNotSent() {
        ledger.enter(TestOutcomes.judged("good", 0.1));
        ledger.enter(TestOutcomes.rejected("bad", RejectionReason.TRUNCATED));
        ledger.enter(new NotSent("third.png", "refused"));
        assertThat(report().exactlyOnce()).isFalse();
    }

    @Test
    void countsKillsByKind() {
        ChaosReport report =
                ChaosReport.of(1, ledger, EXPECTED, Map.of("task", 2, "broker", 1), 1, 3, Duration.ofMillis(1500));
        assertThat(report.kills()).isEqualTo(3);
        assertThat(report.killsByKind()).containsOnly(Map.entry("task", 2), Map.entry("broker", 1));
        assertThat(report.seconds()).isEqualTo(1.5);
    }

    private ChaosReport report() {
        return ChaosReport.of(1, ledger, EXPECTED, Map.of(), 0, 0, Duration.ZERO);
    }
}
