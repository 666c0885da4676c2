package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.dataset.Label;
import dev.tamis.vision.detector.Calibration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperatureScalingTest {
    /** Nine of ten images scored with logit 2 logit(0.9) are FAKE: twice as sure as it should be. */
    @Test
    void findsTheTemperatureThatMakesScoresHonest() {
        double overconfident = 1 / (1 + Math.exp(-2 * Math.log(9)));
        List<ScoredImage> images = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            images.add(Scores.image(i < 9 ? Label.FAKE : Label.REAL, overconfident));
        }

        Calibration calibration = TemperatureScaling.fit(images);
        assertThat(calibration.temperature()).isCloseTo(2, within(0.01));
        assertThat(TemperatureScaling.apply(calibration, images))
                .allSatisfy(image -> assertThat(image.score()).isCloseTo(0.9, within(0.001)));
    }

    @Test
    void leavesHonestScoresAlone() {
        List<ScoredImage> images =
                Scores.of(new double[] {0.75, 0.75, 0.75, 0.25}, new double[] {0.75, 0.25, 0.25, 0.25});

        assertThat(TemperatureScaling.fit(images).temperature()).isCloseTo(1, within(0.005));
    }
}
