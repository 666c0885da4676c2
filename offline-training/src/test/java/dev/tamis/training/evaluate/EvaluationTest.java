package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.dataset.Label;
import dev.tamis.vision.detector.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Thresholds THRESHOLDS = new Thresholds(0.3, 0.8);

    /** FAKE: 0.9, 0.8, 0.5, 0.2; REAL: 0.6, 0.4, 0.1. */
    private static final List<ScoredImage> IMAGES =
            Scores.of(new double[] {0.9, 0.8, 0.5, 0.2}, new double[] {0.6, 0.4, 0.1});

    private final Evaluation evaluation = Evaluation.of(IMAGES, THRESHOLDS);

    @Test
    void callsAnImageFakeFromOneHalfOn() {
        assertThat(evaluation.images()).isEqualTo(7);
        assertThat(evaluation.confusion()).isEqualTo(new Confusion(3, 1, 1, 2));
        assertThat(evaluation.accuracy()).isEqualTo(5.0 / 7);
        assertThat(evaluation.precision()).hasValue(3.0 / 4);
        assertThat(evaluation.recall()).hasValue(3.0 / 4);
        assertThat(evaluation.f1()).hasValue(3.0 / 4);
    }

    @Test
    void measuresRealAsItDoesFake() {
        ClassFigures real = evaluation.real().orElseThrow();

        assertThat(real.images()).isEqualTo(3);
        assertThat(real.precision()).hasValue(2.0 / 3);
        assertThat(real.recall()).isEqualTo(2.0 / 3);
        assertThat(real.f1()).hasValue(2.0 / 3);
    }

    @Test
    void leavesOutWhatOneClassAloneCannotTell() {
        Evaluation photographs = Evaluation.of(Scores.of(new double[0], new double[] {0.6, 0.4, 0.1}), THRESHOLDS);

        assertThat(photographs.accuracy()).isEqualTo(2.0 / 3);
        assertThat(List.of(photographs.precision(), photographs.recall(), photographs.f1(), photographs.auroc()))
                .containsOnly(OptionalDouble.empty());
        assertThat(photographs.fake()).isEmpty();
        assertThat(photographs.real().orElseThrow().recall()).isEqualTo(2.0 / 3);
        assertThat(photographs.real().orElseThrow().precision()).isEmpty();
    }

    @Test
    void dividesEachClassByTheThresholds() {
        assertThat(evaluation.fake().orElseThrow().verdicts()).isEqualTo(new Bands(0.25, 0.25, 0.5));
        assertThat(evaluation.real().orElseThrow().verdicts()).isEqualTo(new Bands(1.0 / 3, 2.0 / 3, 0));
    }

    @Test
    void countsThePairsThatStandInOrder() {
        // 0.9 and 0.8 beat all three, 0.5 beats two, 0.2 beats one
        assertThat(evaluation.auroc()).hasValue(9.0 / 12);
    }

    @Test
    void countsTiedPairsHalf() {
        assertThat(Auroc.of(Scores.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.1})))
                .isEqualTo(3.0 / 4);
    }

    @Test
    void agreesWithComparingEveryPair() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<ScoredImage> images = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            images.add(Scores.image(i % 3 == 0 ? Label.FAKE : Label.REAL, random.nextInt(20) / 20.0));
        }

        assertThat(Auroc.of(images)).isCloseTo(aurocByPairs(images), within(1e-12));
    }

    @Test
    void takesTheMeanCrossEntropy() {
        List<ScoredImage> images = Scores.of(new double[] {0.9}, new double[] {0.2});

        assertThat(LogLoss.of(images)).isCloseTo(-(Math.log(0.9) + Math.log(0.8)) / 2, within(1e-12));
    }

    @Test
    void weighsTheCalibrationErrorOfEachBin() {
        // Confidences 0.90, 0.92 (bin 13; one right of two) and 0.70 (bin 10; right): (|1 - 1.82| + |1 - 0.7|) / 3.
        List<ScoredImage> images = Scores.of(new double[] {0.9}, new double[] {0.92, 0.3});

        assertThat(CalibrationError.of(images)).isCloseTo((0.82 + 0.3) / 3, within(1e-12));
    }

    private static double aurocByPairs(List<ScoredImage> images) {
        double wins = 0;
        int pairs = 0;
        for (ScoredImage fake : images) {
            for (ScoredImage real : images) {
                if (fake.isFake() && !real.isFake()) {
                    wins += (Math.signum(fake.score() - real.score()) + 1) / 2;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
