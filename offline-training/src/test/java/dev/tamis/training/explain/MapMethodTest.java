package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Two channels of 2x2 cells, computed by hand. */
class MapMethodTest {
    private final INDArray activation = layer(1, 2, 3, 4, 1, 1, 2, 0);
    private final INDArray gradient = layer(1, -1, 2, 2, -2, 0, 1, -3);

    @Test
    void gradCamWeighsChannelsByTheirMeanGradient() { // 1 and -1
        assertThat(map(MapMethod.GRAD_CAM)).containsExactly(0, 1, 1, 4);
    }

    @Test
    void hiresCamWeighsEachCellByItsOwnGradient() { // 1 - 2, -2 + 0, 6 + 2, 8 + 0
        assertThat(map(MapMethod.HIRES_CAM)).containsExactly(0, 0, 8, 8);
    }

    @Test
    void layerCamLeavesNegativeGradientsOut() { // 1 + 0, 0 + 0, 6 + 2, 8 + 0
        assertThat(map(MapMethod.LAYER_CAM)).containsExactly(1, 0, 8, 8);
    }

    @Test
    void leavesActivationsAndGradientsAsTheyAre() {
        for (MapMethod method : MapMethod.values()) {
            map(method);
        }
        assertThat(activation).isEqualTo(layer(1, 2, 3, 4, 1, 1, 2, 0));
        assertThat(gradient).isEqualTo(layer(1, -1, 2, 2, -2, 0, 1, -3));
    }

    private float[] map(MapMethod method) {
        return method.combine(activation, gradient).dup('c').data().asFloat();
    }

    private static INDArray layer(float... values) {
        return Nd4j.createFromArray(values).reshape(1, 2, 2, 2);
    }
}
