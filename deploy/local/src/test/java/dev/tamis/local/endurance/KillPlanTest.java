package dev.tamis.local.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class KillPlanTest {
    private static final int SUBMISSIONS = 50_000;

    @Test
    void isTheSameEachTimeForASeedAndAnotherForAnother() {
        assertThat(KillPlan.of(1, 20, SUBMISSIONS))
                .isEqualTo(KillPlan.of(1, 20, SUBMISSIONS))
                .isNotEqualTo(KillPlan.of(2, 20, SUBMISSIONS));
    }

    @Test
    void givesEachTargetItsShare() {
        KillPlan plan = KillPlan.of(1, 20, SUBMISSIONS);
        assertThat(plan.kills()).hasSize(20);
        assertThat(Arrays.stream(KillTarget.values())
                        .map(target -> plan.kills().stream()
                                .filter(kill -> kill.target() == target)
                                .count()))
                .containsExactly(7L, 7L, 6L);
    }

    @Test
    void killsInOrderWhileTheStreamIsUnderLoad() {
        KillPlan plan = KillPlan.of(3, 200, SUBMISSIONS);
        assertThat(plan.kills())
                .isSortedAccordingTo(Comparator.comparingInt(Kill::outcomes))
                .allSatisfy(kill -> assertThat(kill.outcomes()).isBetween(2_500, 47_500));
    }

    @Test
    void findsAPlaceInTheShortestStream() {
        assertThat(KillPlan.of(1, 3, 1).kills()).extracting(Kill::outcomes).containsOnly(0);
    }
}
