package dev.tamis.training.dataset.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwinsTest {
    private static final Place A = new Place(Split.TRAIN, Label.FAKE, "a.jpg");
    private static final Place B = new Place(Split.TEST, Label.FAKE, "b.jpg");
    private static final Place C = new Place(Split.TEST, Label.REAL, "c.jpg");

    @Test
    void pairsAllFilesWithTheSameBytes() {
        List<TwinPair> pairs = Twins.ofBytes(
                List.of(image(A, "same", 0), image(B, "same", 0), image(C, "same", 0), image(C, "other", 0)));

        assertThat(pairs)
                .containsExactlyInAnyOrder(new TwinPair(A, B, 0), new TwinPair(A, C, 0), new TwinPair(B, C, 0));
    }

    @Test
    void leavesByteTwinsOutOfTheNearOnes() {
        assertThat(Twins.byHash(List.of(image(A, "same", 5), image(B, "same", 5), image(C, "other", 7)), 4))
                .containsExactlyInAnyOrder(new TwinPair(A, C, 1), new TwinPair(B, C, 1));
    }

    @Test
    void findsEveryNearPairOnceAsComparingAllDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ImageTraits> images = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long hash = i % 3 == 0 ? random.nextLong() : images.get(i - 1).hash() ^ 1L << random.nextInt(64);
            images.add(image(new Place(Split.TRAIN, Label.REAL, i + ".jpg"), "hash" + i, hash));
        }

        List<TwinPair> expected = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (int j = i + 1; j < images.size(); j++) {
                int distance =
                        Long.bitCount(images.get(i).hash() ^ images.get(j).hash());
                if (distance <= 4) {
                    expected.add(
                            new TwinPair(images.get(i).place(), images.get(j).place(), distance));
                }
            }
        }
        assertThat(Twins.byHash(images, 4)).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).as("seed " + seed).hasSizeGreaterThan(100);
    }

    @Test
    void countsPairsByWhereTheyStandAndTestImagesOnce() {
        Place other = new Place(Split.TRAIN, Label.FAKE, "d.jpg");
        TwinFigures figures = TwinFigures.of(List.of(
                new TwinPair(A, other, 2), new TwinPair(A, B, 4), new TwinPair(other, B, 0), new TwinPair(B, C, 0)));

        assertThat(figures.withinTrain()).isEqualTo(1);
        assertThat(figures.withinTest()).isEqualTo(1);
        assertThat(figures.across()).isEqualTo(2);
        assertThat(figures.fake()).isEqualTo(3);
        assertThat(figures.mixed()).isEqualTo(1);
        assertThat(figures.testImages()).isEqualTo(1);
        assertThat(figures.list()).extracting(TwinPair::distance).containsExactly(0, 0, 2, 4);
    }

    private static ImageTraits image(Place place, String sha256, long hash) {
        return new ImageTraits(new PackedImage(place, sha256), "JPEG", hash, Map.of(), new double[0]);
    }
}
