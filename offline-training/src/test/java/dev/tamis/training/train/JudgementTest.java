package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class JudgementTest {
    @Test
    void takesCrossEntropyAndAccuracyOverBatches() {
        Judgement judgement = Judgement.of(new float[] {0.75f, 0.75f}, new float[] {1, 0})
                .plus(Judgement.of(new float[] {0.25f}, new float[] {0}));

        assertThat(judgement.accuracy()).isEqualTo(2.0 / 3);
        assertThat(judgement.meanLoss())
                .isCloseTo(-(Math.log(0.75) + Math.log(0.25) + Math.log(0.75)) / 3, within(1e-12));
    }

    @Test
    void countsPhotographsAsPositive() {
        Judgement judgement = Judgement.of(new float[] {0.9f, 0.9f, 0.9f, 0.1f, 0.1f}, new float[] {1, 1, 0, 1, 0});

        assertThat(judgement)
                .extracting(Judgement::realAsReal, Judgement::realAsFake)
                .containsExactly(2, 1);
        assertThat(judgement)
                .extracting(Judgement::fakeAsReal, Judgement::fakeAsFake)
                .containsExactly(1, 1);
        assertThat(judgement.precision()).isEqualTo(2.0 / 3);
        assertThat(judgement.recall()).isEqualTo(2.0 / 3);
        assertThat(judgement.f1()).isEqualTo(2.0 / 3);
    }

    @Test
    void keepsTheLossOfASaturatedProbabilityFinite() {
        assertThat(Judgement.of(new float[] {1}, new float[] {0}).meanLoss()).isCloseTo(-Math.log(1e-7), within(1e-9));
    }
}
