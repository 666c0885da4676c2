package dev.tamis.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 5);

    /** 400 FAKE and 400 REAL images, of which 90 % are on the right side. */
    private static final List<ScoredImage> IMAGES = Scores.of(scores(0.9), scores(0.1));

    @Test
    void spansWhatTheBinomialDistributionDoes() {
        Interval interval =
                BOOTSTRAP.interval(IMAGES, sample -> Confusion.of(sample).accuracy());

        double deviation = Math.sqrt(0.9 * 0.1 / 800);
        assertThat(interval.low()).isCloseTo(0.9 - 1.96 * deviation, within(0.003));
        assertThat(interval.high()).isCloseTo(0.9 + 1.96 * deviation, within(0.003));
    }

    @Test
    void spansWhatTheMeanOfASampleDoes() {
        Random random = new Random(3);
        double[] values = random.doubles(400, -1, 1).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(1.0 / 3 / 400);

        Interval interval = BOOTSTRAP.mean(values);

        assertThat(interval.low()).isCloseTo(mean - 1.96 * deviation, within(0.01));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * deviation, within(0.01));
        assertThat(BOOTSTRAP.mean(new double[] {2, 2, 2})).isEqualTo(new Interval(2, 2));
    }

    @Test
    void drawsAsManyOfEachClassAsThereAre() {
        BOOTSTRAP.interval(IMAGES, sample -> {
            Confusion confusion = Confusion.of(sample);
            assertThat(confusion.fakeAsFake() + confusion.fakeAsReal()).isEqualTo(400);
            assertThat(confusion.realAsFake() + confusion.realAsReal()).isEqualTo(400);
            return 0;
        });
    }

    @Test
    void givesTheSameIntervalEachTime() {
        assertThat(BOOTSTRAP.interval(IMAGES, Auroc::of)).isEqualTo(BOOTSTRAP.interval(IMAGES, Auroc::of));
        assertThat(BOOTSTRAP.interval(IMAGES, Auroc::of))
                .isNotEqualTo(new Bootstrap(2000, 6).interval(IMAGES, Auroc::of));
    }

    @Test
    void findsNoDifferenceBetweenEquals() {
        assertThat(BOOTSTRAP.difference(IMAGES, IMAGES, Auroc::of)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void pairsImagesSoThatSmallDifferencesShow() {
        // The second is right on every image of the first, and on eight more.
        double[] better = scores(0.9);
        IntStream.range(360, 368).forEach(i -> better[i] = 0.9);
        List<ScoredImage> others = Scores.of(better, scores(0.1));

        Interval difference = BOOTSTRAP.difference(
                IMAGES, others, sample -> Confusion.of(sample).accuracy());

        assertThat(difference.low()).isPositive();
        assertThat(difference.high()).isLessThan(0.02);
        assertThat(difference.contains(0.01)).isTrue();
        assertThat(difference.contains(0)).isFalse();
    }

    /** 400 scores: the first 360 on one side of 1/2, the others as far on the other. */
    private static double[] scores(double ofMost) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> ofMost).limit(360),
                        DoubleStream.generate(() -> 1 - ofMost).limit(40))
                .toArray();
    }
}
