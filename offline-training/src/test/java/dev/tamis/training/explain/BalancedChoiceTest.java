package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import org.junit.jupiter.api.Test;

class BalancedChoiceTest {
    private final ImageSet set = CornerNetwork.images(40, 1); // 10 FAKE, 30 REAL

    @Test
    void drawsAsManyOfEachClassInTurn() {
        ImageSet chosen = new BalancedChoice(8, 1).from(set);

        assertThat(chosen.images())
                .extracting(LabelledImage::label)
                .containsExactly(
                        Label.FAKE, Label.REAL, Label.FAKE, Label.REAL, Label.FAKE, Label.REAL, Label.FAKE, Label.REAL);
        assertThat(chosen.images()).doesNotHaveDuplicates();
    }

    @Test
    void takesWhatThereIsOfASmallClass() {
        assertThat(new BalancedChoice(30, 1).from(set).images()).hasSize(25);
    }

    @Test
    void keepsThePixelsWithTheirImage() {
        ImageSet chosen = new BalancedChoice(6, 1).from(set);
        int position = set.images().indexOf(chosen.images().get(3));

        assertThat(chosen.pixels().apply(3)).isEqualTo(set.pixels().apply(position));
    }

    @Test
    void drawsTheSameForASeed() {
        assertThat(new BalancedChoice(8, 2).from(set).images())
                .isEqualTo(new BalancedChoice(8, 2).from(set).images())
                .isNotEqualTo(new BalancedChoice(8, 3).from(set).images());
    }

    @Test
    void needsAnImageOfEachClass() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BalancedChoice(1, 1));
    }
}
