package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.dataset.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsotonicScalingTest {
    /** By score: REAL 0.1, FAKE 0.2, REAL 0.3, FAKE 0.6; the two in the middle stand in the wrong order. */
    private static final List<ScoredImage> IMAGES = Scores.of(new double[] {0.2, 0.6}, new double[] {0.1, 0.3});

    private final IsotonicScaling scaling = IsotonicScaling.fit(IMAGES);

    @Test
    void poolsWhatDoesNotRise() {
        assertThat(scaling.steps())
                .containsExactly(
                        new IsotonicScaling.Step(0.1, 0.1, 0, 1),
                        new IsotonicScaling.Step(0.2, 0.3, 1, 2),
                        new IsotonicScaling.Step(0.6, 0.6, 1, 1));
    }

    @Test
    void goesStraightFromStepToStep() {
        assertThat(calibrated(0.0)).isZero();
        assertThat(calibrated(0.1)).isZero();
        assertThat(calibrated(0.15)).isCloseTo(0.25, within(1e-9));
        assertThat(calibrated(0.25)).isEqualTo(0.5);
        assertThat(calibrated(0.45)).isCloseTo(0.75, within(1e-9));
        assertThat(calibrated(0.9)).isEqualTo(1);
    }

    @Test
    void countsEqualScoresTogether() {
        List<ScoredImage> tied = Scores.of(new double[] {0.7, 0.7, 0.7}, new double[] {0.7});

        assertThat(IsotonicScaling.fit(tied).steps()).containsExactly(new IsotonicScaling.Step(0.7, 0.7, 3, 4));
    }

    @Test
    void makesDistortedScoresHonest() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);

        IsotonicScaling fitted = IsotonicScaling.fit(distorted(random));
        List<ScoredImage> others = distorted(random);

        assertThat(CalibrationError.of(others)).isGreaterThan(0.1);
        assertThat(CalibrationError.of(fitted.apply(others))).isLessThan(0.03);
    }

    /** Images that are FAKE with a probability of which the score is the fourth root. */
    private static List<ScoredImage> distorted(Random random) {
        List<ScoredImage> images = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double probability = random.nextDouble();
            Label label = random.nextDouble() < probability ? Label.FAKE : Label.REAL;
            images.add(Scores.image(label, Math.sqrt(Math.sqrt(probability))));
        }
        return images;
    }

    private double calibrated(double score) {
        return scaling.apply(List.of(Scores.image(Label.REAL, score))).get(0).score();
    }
}
