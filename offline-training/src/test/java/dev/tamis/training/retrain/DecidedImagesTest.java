package dev.tamis.training.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.vision.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecidedImagesTest {
    @Test
    void putsEveryImageOnOneSideAndItsCopiesWithIt() {
        DecidedImages cut = DecidedImages.cut(images(400), 0.5, 1);

        List<String> learned = names(cut.learned());
        List<String> heldOut = names(cut.heldOut());
        assertThat(heldOut.size()).isBetween(150, 250);
        assertThat(learned.size() + heldOut.size()).isEqualTo(400);
        for (int i = 0; i < 400; i += 2) {
            assertThat(learned.contains("image " + i)).isEqualTo(learned.contains("image " + (i + 1)));
        }
        assertThat(DecidedImages.cut(images(400), 0.5, 2)).isNotEqualTo(cut);
    }

    @Test
    void keepsEachImageWithItsPixels() {
        DecidedImages cut = DecidedImages.cut(images(40), 0.5, 1);

        for (int i = 0; i < cut.heldOut().images().size(); i++) {
            String name = cut.heldOut().images().get(i).path();
            assertThat("image " + cut.heldOut().pixels().apply(i).rgb()[0]).isEqualTo(name);
        }
    }

    @Test
    void showsFewImagesOftenAndManyOnce() {
        DecidedImages few = DecidedImages.cut(images(4), 1e-9, 1);

        assertThat(few.copies(1_000_000)).isEqualTo(20);
        assertThat(few.copies(400)).isEqualTo(10);
        assertThat(few.copies(4)).isEqualTo(1);
    }

    /** Each two of the same content. */
    private static ImageSet images(int count) {
        List<LabelledImage> images = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> images.add(new LabelledImage(
                        "image " + i, Label.FAKE, "%016x".formatted(i / 2) + "0".repeat(48), Map.of())));
        return new ImageSet(images, i -> new RgbImage(1, 1, new byte[] {(byte) i, 0, 0}));
    }

    private static List<String> names(ImageSet set) {
        return set.images().stream().map(LabelledImage::path).toList();
    }
}
