package dev.tamis.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.local.TestOutcomes;
import dev.tamis.schemas.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Instant SEEN = TestOutcomes.SUBMITTED.plus(TestOutcomes.DELAY);

    private final Deliveries deliveries = new Deliveries(TestOutcomes.SUBMITTED);

    @Test
    void measuresFromWhenASubmissionWasDue() {
        deliveries.sent("a", SEEN.minusMillis(20));
        deliveries.outcome(TestOutcomes.judged("a", 0.9));

        assertThat(deliveries.micros().getTotalCount()).isEqualTo(1);
        assertThat(deliveries.micros().getMaxValue()).isCloseTo(20_000, within(20L));
    }

    @Test
    void knowsAnOutcomeThatIsSeenBeforeItsSubmissionIsAcknowledged() {
        deliveries.outcome(TestOutcomes.rejected("a", RejectionReason.EMPTY));
        assertThat(deliveries.settled()).isZero();

        deliveries.sent("a", SEEN.minusMillis(20));

        assertThat(deliveries.settled()).isEqualTo(1);
        assertThat(deliveries.rejections()).isEqualTo(1);
        assertThat(deliveries.verdicts()).isZero();
    }

    @Test
    void countsWhatComesTwice() {
        deliveries.sent("a", SEEN);
        deliveries.outcome(TestOutcomes.judged("a", 0.9));
        deliveries.outcome(TestOutcomes.judged("a", 0.9));
        deliveries.outcome(TestOutcomes.judged("b", 0.9));
        deliveries.outcome(TestOutcomes.judged("b", 0.9));
        assertThat(deliveries.duplicates()).isEqualTo(1);

        deliveries.sent("b", SEEN);
        deliveries.sent("a", SEEN); // delivered again

        assertThat(deliveries.duplicates()).isEqualTo(2);
        assertThat(deliveries.settled()).isEqualTo(2);
    }

    @Test
    void leavesTheWarmUpOutOfTheDelays() {
        deliveries.sent("early", TestOutcomes.SUBMITTED.minus(Duration.ofMillis(1)));
        deliveries.outcome(TestOutcomes.judged("early", 0.9));

        assertThat(deliveries.settled()).isEqualTo(1);
        assertThat(deliveries.micros().getTotalCount()).isZero();
    }

    @Test
    void ignoresOutcomesOfOthers() {
        deliveries.outcome(TestOutcomes.judged("other", 0.9));
        deliveries.outcome(TestOutcomes.judged("other", 0.9));

        assertThat(deliveries.settled()).isZero();
        assertThat(deliveries.duplicates()).isZero();
    }
}
