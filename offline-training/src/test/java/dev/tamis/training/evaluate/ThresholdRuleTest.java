package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThresholdRuleTest {
    private static final ThresholdRule ONE_IN_FOUR = new ThresholdRule(0.25, 0.25);

    @Test
    void allowsItsShareOfEachClassOnTheWrongSide() {
        Thresholds thresholds =
                choose(ONE_IN_FOUR, Scores.of(new double[] {0.2, 0.3, 0.8, 0.9}, new double[] {0.1, 0.2, 0.6, 0.95}));

        // One REAL may be flagged: the next is 0.6. One FAKE may pass: the next is 0.3.
        assertThat(thresholds).isEqualTo(new Thresholds(0.3, 0.6001));
    }

    @Test
    void choosesTheTightestStepThatKeepsTheShare() {
        double[] scores =
                IntStream.range(0, 1000).mapToDouble(i -> (i + 0.5) / 1000).toArray();
        List<ScoredImage> images = Scores.of(scores, scores);
        Thresholds thresholds = choose(ThresholdRule.SHIPPED, images);

        assertThat(flaggedReal(images, thresholds.generatedFrom())).isEqualTo(1);
        assertThat(flaggedReal(images, thresholds.generatedFrom() - 0.0001)).isEqualTo(2);
        assertThat(passedFake(images, thresholds.authenticBelow())).isEqualTo(20);
        assertThat(passedFake(images, thresholds.authenticBelow() + 0.0001)).isEqualTo(21);
    }

    @Test
    void leavesNothingUncertainWhereTheClassesAreApart() {
        Thresholds thresholds = choose(ONE_IN_FOUR, Scores.of(new double[] {0.9, 0.95}, new double[] {0.1, 0.2}));

        assertThat(thresholds).isEqualTo(new Thresholds(0.2001, 0.2001));
    }

    @Test
    void staysWithinTheRangeOfScores() {
        assertThat(choose(ONE_IN_FOUR, Scores.of(new double[] {0}, new double[] {1})))
                .isEqualTo(new Thresholds(0, 1));
    }

    @Test
    void holdsForEveryListOfImages() {
        List<ScoredImage> clear = Scores.of(new double[] {0.9, 0.95}, new double[] {0.1, 0.2});
        List<ScoredImage> blurred = Scores.of(new double[] {0.3, 0.6}, new double[] {0.2, 0.3});
        List<ScoredImage> sharpened = Scores.of(new double[] {0.8, 0.9}, new double[] {0.4, 0.7});

        assertThat(ONE_IN_FOUR.choose(clear, List.of(blurred, sharpened))).isEqualTo(new Thresholds(0.3, 0.7001));
    }

    @Test
    void leavesImagesOutOfRangeOnTheRightSide() {
        List<ScoredImage> inRange = Scores.of(new double[] {0.9, 0.95}, new double[] {0.1, 0.2});
        List<ScoredImage> outOfRange = Scores.of(new double[] {0.05}, new double[] {0.99}).stream()
                .map(image -> new ScoredImage(image.image(), image.score(), false))
                .toList();

        assertThat(choose(
                        ONE_IN_FOUR,
                        Stream.concat(inRange.stream(), outOfRange.stream()).toList()))
                .isEqualTo(choose(ONE_IN_FOUR, inRange));
    }

    @Test
    void needsBothClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choose(ONE_IN_FOUR, Scores.of(new double[] {0.5}, new double[0])))
                .withMessageContaining("both classes");
    }

    private static Thresholds choose(ThresholdRule rule, List<ScoredImage> images) {
        return rule.choose(images, List.of());
    }

    private static long flaggedReal(List<ScoredImage> images, double threshold) {
        return images.stream()
                .filter(image -> !image.isFake() && image.score() >= threshold)
                .count();
    }

    private static long passedFake(List<ScoredImage> images, double threshold) {
        return images.stream()
                .filter(image -> image.isFake() && image.score() < threshold)
                .count();
    }
}
