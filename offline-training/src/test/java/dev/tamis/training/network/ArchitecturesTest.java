package dev.tamis.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
    /** By hand: a convolution has k k in out + out, a dense layer in out + out, a normalisation four values a channel. */
    @ParameterizedTest
    @CsvSource({
        "16x1, 4545", // 448 + 4097
        "32x2, 12193", // 896 + 9248 + 2049
        "32x2-d64, 141345", // 896 + 9248 + 131136 + 65
        "128x3, 300801", // 3584 + 147584 + 147584 + 2049
        "32x2-d64x3, 149665", // 141345 + 2 x 4160
        "cnn2d, 75745", // 896 + 9248 + 65568 + 33
        "modified-cnn2d, 92289", // 1792 + 73856 + 16512 + 129
        "three-conv, 159041", // 896 + 18496 + 73856 + 65664 + 129: 30, 15, 13, 6, 4 and 2 pixels
        "three-conv-224, 11169089", // 26 pixels are left: 896 + 18496 + 73856 + 11075712 + 129
        "base-cnn, 61241", // 400 values are left: 456 + 2416 + 48120 + 10164 + 85
        "srm-cnn, 61277", // base-cnn and 6 x 6
        "tamis, 289633" // 992 + 9344 + 18688 + 37504 + 74240 + 148736 + 129
    })
    void hasTheParametersOfItsLayers(String name, long parameters) {
        assertThat(network(name, 1).numParams()).isEqualTo(parameters);
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(network("4x1-d8", 1).params()).isEqualTo(network("4x1-d8", 1).params());
        assertThat(network("4x1-d8", 1).params())
                .isNotEqualTo(network("4x1-d8", 2).params());
    }

    @Test
    void namesWhatThereIsWhereANameIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architectures.named("cnn3d"))
                .withMessageContainingAll("cnn3d", "cnn2d", "base-cnn", "FILTERSxLAYERS");
    }

    private static ComputationGraph network(String name, long seed) {
        return Architectures.named(name).create(Optimiser.plain(), seed);
    }
}
