package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.explain.Heatmap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PixelOrderTest {
    @Test
    void startsWithTheMostRelevant() {
        PixelOrder order = PixelOrder.of(new Heatmap(2, 2, new float[] {0.2f, 1, 0, 0.7f}), new SplittableRandom(1));

        assertThat(order.pixels()).containsExactly(1, 3, 0, 2);
        assertThat(order.reversed().pixels()).containsExactly(2, 0, 3, 1);
    }

    @Test
    void drawsLotsWhereTheMapSaysTheSame() {
        Heatmap map = new Heatmap(8, 8, new float[64]);
        PixelOrder order = PixelOrder.of(map, new SplittableRandom(1));

        assertThat(order.pixels()).doesNotHaveDuplicates().hasSize(64);
        assertThat(order.pixels())
                .isNotEqualTo(PixelOrder.of(map, new SplittableRandom(2)).pixels());
        assertThat(order.pixels())
                .isEqualTo(PixelOrder.of(map, new SplittableRandom(1)).pixels());
    }

    @Test
    void exchangesOneImageForAnotherInEqualSteps() {
        PixelOrder order = PixelOrder.of(new Heatmap(2, 1, new float[] {0, 1}), new SplittableRandom(1));
        var pictures = new PixelExchange(new float[] {1, 2, 3, 4, 5, 6}, new float[6]).along(order);

        assertThat(pictures).hasSize(PixelExchange.PICTURES);
        assertThat(pictures.get(0)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(pictures.get(16)).containsExactly(1, 0, 3, 0, 5, 0); // half of two pixels, in all channels
        assertThat(pictures.get(32)).containsOnly(0);
    }

    @Test
    void integratesCurvesByTrapezoids() {
        assertThat(PixelExchange.area(new double[] {1, 0})).isEqualTo(0.5);
        assertThat(PixelExchange.area(new double[] {1, 0, 0})).isEqualTo(0.25);
        assertThat(PixelExchange.area(new double[] {1, 1, 1, 1})).isEqualTo(1);
    }
}
