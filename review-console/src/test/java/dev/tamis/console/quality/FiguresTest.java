package dev.tamis.console.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.console.quality.Figures.ScoreBin;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void kappaIsThatOfTheTextbook() {
        // 50 images, both say generated of 20 and authentic of 15: 0.7 observed, 0.5 by chance.
        assertThat(Figures.kappa(50, 35, 25, 30)).isCloseTo(0.4, within(1e-9));
        assertThat(Figures.kappa(0, 0, 0, 0)).isNull();
        assertThat(Figures.kappa(5, 5, 5, 5)).isNull();
    }

    @Test
    void driftIsNothingForTheSameScoresAndMuchForOthers() {
        assertThat(Figures.drift(bins(100, 100))).isCloseTo(0, within(1e-9));
        List<ScoreBin> moved = IntStream.range(0, 10)
                .mapToObj(i -> new ScoreBin(i / 10.0, i < 5 ? 200 : 0, i < 5 ? 0 : 200, 0, 0))
                .toList();
        assertThat(Figures.drift(moved)).isGreaterThan(1);
        assertThat(Figures.drift(bins(0, 100))).isNull();
    }

    private static List<ScoreBin> bins(int lately, int before) {
        return IntStream.range(0, 10)
                .mapToObj(i -> new ScoreBin(i / 10.0, lately, before, 0, 0))
                .toList();
    }
}
