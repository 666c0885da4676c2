package dev.tamis.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.PackedImage;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.train.TrainingPlan.TestTwins;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    private final Random random = new Random(5);

    @Test
    void keepsAboutTheShareAskedFor() {
        List<PackedImage> images = IntStream.range(0, 10_000)
                .mapToObj(i -> image(Split.TRAIN, hash()))
                .toList();

        TrainingRows rows = TrainingRows.cut(images, 0.05, TestTwins.LEFT_OUT, 1);
        assertThat(rows.validation()).hasSizeBetween(400, 600);
        assertThat(rows.training())
                .hasSize(10_000 - rows.validation().size())
                .doesNotContainAnyElementsOf(rows.validation());
    }

    @Test
    void cutsTheSameForTheSameSeedAndElseOtherwise() {
        List<PackedImage> images = IntStream.range(0, 100)
                .mapToObj(i -> image(Split.TRAIN, hash()))
                .toList();

        assertThat(TrainingRows.cut(images, 0.3, TestTwins.LEFT_OUT, 1))
                .isEqualTo(TrainingRows.cut(images, 0.3, TestTwins.LEFT_OUT, 1));
        assertThat(TrainingRows.cut(images, 0.3, TestTwins.LEFT_OUT, 1))
                .isNotEqualTo(TrainingRows.cut(images, 0.3, TestTwins.LEFT_OUT, 2));
    }

    @Test
    void keepsCopiesOnOneSide() {
        List<PackedImage> images = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String content = hash();
            images.add(image(Split.TRAIN, content));
            images.add(image(Split.TRAIN, content));
        }

        List<Integer> validation =
                TrainingRows.cut(images, 0.5, TestTwins.LEFT_OUT, 1).validation();
        for (int row = 0; row < images.size(); row += 2) {
            assertThat(validation.contains(row)).isEqualTo(validation.contains(row + 1));
        }
    }

    @Test
    void leavesOutTestImagesAndTheirCopies() {
        String tested = hash();
        List<PackedImage> images =
                List.of(image(Split.TRAIN, tested), image(Split.TEST, tested), image(Split.TRAIN, hash()));

        TrainingRows rows = TrainingRows.cut(images, 0.5, TestTwins.LEFT_OUT, 1);
        assertThat(rows.training().size() + rows.validation().size()).isEqualTo(1);
        assertThat(rows.training().isEmpty() ? rows.validation() : rows.training())
                .containsExactly(2);
    }

    @Test
    void keepsCopiesOfTestImagesWhereAskedTo() {
        String tested = hash();
        List<PackedImage> images = List.of(image(Split.TRAIN, tested), image(Split.TEST, tested));

        TrainingRows rows = TrainingRows.cut(images, 0.5, TestTwins.KEPT, 1);
        assertThat(rows.training().isEmpty() ? rows.validation() : rows.training())
                .containsExactly(0);
    }

    private static PackedImage image(Split split, String sha256) {
        return new PackedImage(new Place(split, Label.FAKE, "a.jpg"), sha256);
    }

    private String hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
