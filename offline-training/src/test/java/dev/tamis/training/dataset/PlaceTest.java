package dev.tamis.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @Test
    void readsTheLastThreePartsOfAPath() {
        assertThat(Place.parse("./cifake/train/FAKE/1000 (2).jpg"))
                .contains(new Place(Split.TRAIN, Label.FAKE, "1000 (2).jpg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "FAKE/a.jpg", "val/FAKE/a.jpg", "train/fake/a.jpg", "train/FAKE/", "train/FAKE/.DS_Store"})
    void leavesOtherPathsAlone(String path) {
        assertThat(Place.parse(path)).isEmpty();
    }

    @Test
    void writesThePathThatItRead() {
        assertThat(Place.parse("test/REAL/a b.png").orElseThrow().path()).isEqualTo("test/REAL/a b.png");
    }
}
