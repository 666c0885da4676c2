package dev.tamis.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
    @ParameterizedTest
    @CsvSource({"32x2-d64, 32, 2, 64, 1", "128x3, 128, 3, 0, 0", "16x1-d4096x3, 16, 1, 4096, 3"})
    void readsAndWritesItsForm(String text, int filters, int convLayers, int denseNeurons, int denseLayers) {
        Topology topology = Topology.parse(text);

        assertThat(topology).isEqualTo(new Topology(filters, convLayers, denseNeurons, denseLayers));
        assertThat(topology).hasToString(text);
    }

    @Test
    void writesOneDenseLayerWithoutItsCount() {
        assertThat(Topology.parse("32x2-d64x1")).hasToString("32x2-d64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32", "32x", "0x2", "32x0", "32x6", "32x2-d0", "32x2-d64x0", "32x2-d", "32x2 "})
    void refusesOtherForms(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Topology.parse(text));
    }
}
