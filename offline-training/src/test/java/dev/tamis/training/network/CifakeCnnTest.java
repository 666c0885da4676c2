package dev.tamis.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class CifakeCnnTest {
    private static final CosineSchedule RATE = new CosineSchedule(0.001, 10);

    /** By hand: a convolution has 9 in out + out, a dense layer in out + out; each layer halves 32 pixels once. */
    @ParameterizedTest
    @CsvSource({
        "16x1, 4545", // 448 + 4097
        "32x2, 12193", // 896 + 9248 + 2049
        "32x2-d64, 141345", // 896 + 9248 + 131136 + 65
        "128x3, 300801", // 3584 + 147584 + 147584 + 2049
        "32x2-d64x3, 149665" // 141345 + 2 x 4160
    })
    void hasTheParametersOfItsTopology(String topology, long parameters) {
        assertThat(CifakeCnn.create(Topology.parse(topology), RATE, 1).numParams())
                .isEqualTo(parameters);
    }

    @Test
    void isTheSameForTheSameSeed() {
        Topology topology = Topology.parse("4x1-d8");

        assertThat(CifakeCnn.create(topology, RATE, 1).params())
                .isEqualTo(CifakeCnn.create(topology, RATE, 1).params());
        assertThat(CifakeCnn.create(topology, RATE, 1).params())
                .isNotEqualTo(CifakeCnn.create(topology, RATE, 2).params());
    }

    @Test
    void runsItsConvolutionsOnOneDnn() {
        MultiLayerNetwork network = CifakeCnn.create(Topology.parse("4x1-d8"), RATE, 1);
        network.fit(Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32), Nd4j.zeros(DataType.FLOAT, 2, 1));

        OneDnn.requireIn(network);
        assertThat(network.getLayer(0).getHelper()).isNotNull();
        assertThat(network.getLayer(0).getHelper().getClass().getSimpleName()).isEqualTo("MKLDNNConvHelper");
    }
}
