package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.dataset.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvesTest {
    /** FAKE: 0.9, 0.8, 0.5, 0.2; REAL: 0.8, 0.4, 0.1. */
    private static final Curves CURVES =
            Curves.of(Scores.of(new double[] {0.9, 0.8, 0.5, 0.2}, new double[] {0.8, 0.4, 0.1}));

    @Test
    void walksTheRocCurveByFallingThreshold() {
        assertThat(CURVES.roc())
                .containsExactly(
                        new RocPoint(2, 0, 0),
                        new RocPoint(0.9, 0, 0.25),
                        new RocPoint(0.8, 1.0 / 3, 0.5),
                        new RocPoint(0.5, 1.0 / 3, 0.75),
                        new RocPoint(0.4, 2.0 / 3, 0.75),
                        new RocPoint(0.2, 2.0 / 3, 1),
                        new RocPoint(0.1, 1, 1));
    }

    @Test
    void thinsTheRocCurveWithoutMovingItsArea() {
        Random random = new Random(4);
        List<ScoredImage> images = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            Label label = i % 2 == 0 ? Label.FAKE : Label.REAL;
            images.add(Scores.image(label, Math.min(1, random.nextDouble() * (label == Label.FAKE ? 1.3 : 1))));
        }

        List<RocPoint> curve = Curves.of(images).roc();

        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            RocPoint from = curve.get(i - 1);
            RocPoint to = curve.get(i);
            area += (to.falsePositives() - from.falsePositives()) * (to.truePositives() + from.truePositives()) / 2;
        }
        assertThat(curve).hasSizeLessThan(140);
        assertThat(area).isCloseTo(Auroc.of(images), within(0.001));
    }

    @Test
    void countsEachImageInItsBin() {
        List<ReliabilityBin> bins = CURVES.reliability();

        assertThat(bins.stream().mapToLong(ReliabilityBin::images).sum()).isEqualTo(7);
        // 0.8 three times (twice of the class called FAKE, once as 1 - 0.2): one of three right
        assertThat(bins).anySatisfy(bin -> {
            assertThat(bin.from()).isCloseTo(12 / 15.0, within(1e-9));
            assertThat(bin.images()).isEqualTo(3);
            assertThat(bin.confidence()).isCloseTo(0.8, within(1e-9));
            assertThat(bin.accuracy()).isCloseTo(1.0 / 3, within(1e-9));
        });
    }

    @Test
    void sweepsThresholdsToBothExtremes() {
        assertThat(CURVES.sweep()).hasSize(21);
        SweepPoint lowest = CURVES.sweep().get(0);
        assertThat(lowest.threshold()).isEqualTo(0.01);
        assertThat(lowest.recall()).isEqualTo(1);
        assertThat(lowest.recallReal()).isZero();
        SweepPoint middle = CURVES.sweep().get(10);
        assertThat(middle.threshold()).isEqualTo(0.5);
        assertThat(middle.accuracy()).isEqualTo(5.0 / 7);
        SweepPoint highest = CURVES.sweep().get(20);
        assertThat(highest.recall()).isZero();
        assertThat(highest.recallReal()).isEqualTo(1);
    }

    @Test
    void drawsOnlyTheReliabilityOfOneClass() {
        Curves photographs = Curves.of(Scores.of(new double[0], new double[] {0.3, 0.9}));

        assertThat(photographs.roc()).isEmpty();
        assertThat(photographs.sweep()).isEmpty();
        assertThat(photographs.reliability()).hasSize(2);
    }
}
