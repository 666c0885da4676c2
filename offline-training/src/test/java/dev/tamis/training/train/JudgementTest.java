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
    void keepsTheLossOfASaturatedProbabilityFinite() {
        assertThat(Judgement.of(new float[] {1}, new float[] {0}).meanLoss()).isCloseTo(-Math.log(1e-7), within(1e-9));
    }
}
