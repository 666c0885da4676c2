package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.vision.explain.Heatmap;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    @Test
    void comparesRanksAndValues() {
        Similarity similarity = Similarity.of(map(0, 0.1f, 0.2f, 1), map(0.1f, 0.2f, 0.3f, 0.4f));

        assertThat(similarity.spearman()).isCloseTo(1, within(1e-9));
        assertThat(similarity.pearson()).isCloseTo(0.875064, within(1e-5));
    }

    @Test
    void takesAMapAndItsNegativeForTheSame() {
        assertThat(Similarity.of(map(0, 1, 2, 3), map(3, 2, 1, 0))).isEqualTo(new Similarity(1, 1));
    }

    @Test
    void findsNothingAlikeInAnEmptyMap() {
        assertThat(Similarity.of(map(0, 0, 0, 0), map(3, 2, 1, 0))).isEqualTo(new Similarity(0, 0));
    }

    private static Heatmap map(float... values) {
        return new Heatmap(2, 2, values);
    }
}
