package dev.tamis.training.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.training.evaluate.Comparison;
import dev.tamis.training.evaluate.Comparison.Side;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.ScoredImage;
import dev.tamis.training.evaluate.Subject;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromotionRuleTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.2, 0.8);

    @Test
    void hasNothingAgainstADetectorThatLosesNoMoreThanTheMargin() {
        assertThat(new PromotionRule(0.02).objection("here", comparison(90, 88)))
                .isEmpty();
        assertThat(new PromotionRule(0).objection("here", comparison(90, 90))).isEmpty();
        assertThat(new PromotionRule(0).objection("here", comparison(90, 97))).isEmpty();
    }

    @Test
    void saysWhereAndHowMuchADetectorLoses() {
        assertThat(new PromotionRule(0.01).objection("on the test split", comparison(90, 88)))
                .contains("on the test split the accuracy falls from 0.9000 to 0.8800, by more than 0.01");
    }

    @Test
    void refusesAMarginThatMeansNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PromotionRule(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PromotionRule(Double.NaN));
    }

    /** Two detectors that get so many of a hundred images right. */
    private static Comparison comparison(int first, int second) {
        return Comparison.of(side(first), side(second), scored(first), scored(second));
    }

    private static Side side(int right) {
        Subject subject = new Subject(
                "detector", "sha", OptionalLong.empty(), "data", Optional.empty(), Label.FAKE, 1, THRESHOLDS);
        return new Side(subject, Evaluation.of(scored(right), THRESHOLDS));
    }

    private static List<ScoredImage> scored(int right) {
        return IntStream.range(0, 100)
                .mapToObj(i -> {
                    Label label = i % 2 == 0 ? Label.FAKE : Label.REAL;
                    boolean callsFake = (i < right) == (label == Label.FAKE);
                    LabelledImage image = new LabelledImage("image " + i, label, "%064x".formatted(i), Map.of());
                    return new ScoredImage(image, callsFake ? 0.9 : 0.1, true);
                })
                .toList();
    }
}
