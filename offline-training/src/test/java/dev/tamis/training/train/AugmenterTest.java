package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.network.Recipe.Augmentation;
import dev.tamis.vision.image.RgbImage;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmenterTest {
    private static final int ROWS = 400;
    private static final RgbImage IMAGE = PaintedDataSet.image(Label.REAL, new Random(1));

    @Test
    void leavesImagesAsTheyAreWhereNothingIsAskedFor() {
        assertThat(Augmenter.NONE.apply(IMAGE, 7)).isEqualTo(IMAGE);
    }

    @Test
    void mirrorsAboutHalf() {
        List<RgbImage> varied = varied(Augmentation.FLIP);

        assertThat(varied.stream().filter(IMAGE::equals)).hasSizeBetween(ROWS / 2 - 60, ROWS / 2 + 60);
        assertThat(varied.stream().distinct()).containsExactlyInAnyOrder(IMAGE, HorizontalFlip.of(IMAGE));
    }

    @Test
    void movesByUpToTwoPixelsInEachDirection() {
        assertThat(varied(Augmentation.SHIFT).stream().distinct()).hasSize(2 * 5 * 5);
    }

    @Test
    void takesThreeOfFourThroughAHistory() {
        List<RgbImage> shifted = varied(Augmentation.SHIFT);
        List<RgbImage> aged = varied(Augmentation.HISTORY);

        long untouched = IntStream.range(0, ROWS)
                .filter(row -> shifted.get(row).equals(aged.get(row)))
                .count();
        assertThat(untouched).isBetween(ROWS / 5L, ROWS / 2L);
    }

    @ParameterizedTest
    @EnumSource
    void followsFromSeedAndRowAlone(Augmentation augmentation) {
        assertThat(new Augmenter(augmentation, 5).apply(IMAGE, 9))
                .isEqualTo(new Augmenter(augmentation, 5).apply(IMAGE, 9));
    }

    private static List<RgbImage> varied(Augmentation augmentation) {
        Augmenter augmenter = new Augmenter(augmentation, 3);
        return IntStream.range(0, ROWS)
                .mapToObj(row -> augmenter.apply(IMAGE, row))
                .toList();
    }
}
