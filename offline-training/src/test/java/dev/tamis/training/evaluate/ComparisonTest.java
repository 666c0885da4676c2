package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.evaluate.Comparison.DifferingImage;
import dev.tamis.training.evaluate.Comparison.Side;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.8);
    private static final List<ScoredImage> FIRST =
            Scores.of(new double[] {0.9, 0.4, 0.7}, new double[] {0.2, 0.55, 0.1});
    private static final List<ScoredImage> SECOND =
            Scores.of(new double[] {0.9, 0.9, 0.4}, new double[] {0.2, 0.3, 0.1});

    @Test
    void takesTheDifferenceOfTheSecondToTheFirst() {
        Comparison comparison = compare(FIRST, SECOND);

        assertThat(comparison.accuracyDifference().value()).isEqualTo(5.0 / 6 - 4.0 / 6);
        assertThat(comparison.aurocDifference().orElseThrow().value()).isEqualTo(1 - 8.0 / 9);
        assertThat(comparison.mcnemar().firstOnly()).isEqualTo(1);
        assertThat(comparison.mcnemar().secondOnly()).isEqualTo(2);
    }

    @Test
    void namesWhatOneAloneGetsRightByItsDistance() {
        assertThat(compare(FIRST, SECOND).differing())
                .containsExactly(
                        new DifferingImage("test/FAKE/a.jpg", Label.FAKE, 0.4, 0.9),
                        new DifferingImage("test/FAKE/a.jpg", Label.FAKE, 0.7, 0.4),
                        new DifferingImage("test/REAL/a.jpg", Label.REAL, 0.55, 0.3));
    }

    @Test
    void hasNoAurocOfOneClass() {
        List<ScoredImage> photographs = Scores.of(new double[0], new double[] {0.1, 0.9});

        assertThat(compare(photographs, photographs).aurocDifference()).isEmpty();
    }

    @Test
    void refusesScoresOfOtherImages() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(FIRST, SECOND.subList(0, 3)))
                .withMessage("scores of the same images expected: 6 and 3");
    }

    private static Comparison compare(List<ScoredImage> first, List<ScoredImage> second) {
        return Comparison.of(side(first), side(second), first, second);
    }

    private static Side side(List<ScoredImage> images) {
        Subject subject = new Subject("a", "b", OptionalLong.empty(), "c", Optional.empty(), Label.FAKE, 1, THRESHOLDS);
        return new Side(subject, Evaluation.of(images, THRESHOLDS));
    }
}
