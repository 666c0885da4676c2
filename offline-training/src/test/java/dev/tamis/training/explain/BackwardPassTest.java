package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BackwardPassTest {
    private static final float STEP = 2e-3f;

    private final INDArray images = images();

    @ParameterizedTest
    @ValueSource(strings = {"4x2-d8", "srm-cnn", "tamis"})
    void goesBackToTheImageAsFiniteDifferencesDo(String name) {
        ComputationGraph network = Architectures.named(name).create(Optimiser.plain(), 1);
        INDArray gradient = BackwardPass.of(network, images).gradient(Architecture.IMAGE);
        double sign = network.outputSingle(images).getDouble(0) > 0.5 ? 1 : -1;
        INDArray direction = gradient.div(gradient.norm2Number()).permute(0, 2, 3, 1);

        double change =
                logit(network, images.add(direction.mul(STEP))) - logit(network, images.sub(direction.mul(STEP)));

        double slope = gradient.norm2Number().doubleValue(); // along itself a gradient is as steep as it is long
        assertThat(sign * change / (2 * STEP)).isCloseTo(slope, within(0.05 * slope));
    }

    @Test
    void explainsTheClassAskedFor() {
        ComputationGraph network = Architectures.named("4x2-d8").create(Optimiser.plain(), 1);
        INDArray real = BackwardPass.ofClasses(network, images, Nd4j.ones(1, 1)).gradient("conv2");
        INDArray fake =
                BackwardPass.ofClasses(network, images, Nd4j.ones(1, 1).neg()).gradient("conv2");

        assertThat(real.norm2Number().doubleValue()).isPositive();
        assertThat(real.add(fake).norm2Number().doubleValue()).isZero();
    }

    @Test
    void namesTheFeatureMapsFromTheImageOn() {
        ComputationGraph network = Architectures.named("4x2-d8").create(Optimiser.plain(), 1);

        assertThat(BackwardPass.of(network, images).layers()).containsExactly("image", "conv1", "conv2");
    }

    private static double logit(ComputationGraph network, INDArray images) {
        double probability = network.outputSingle(images).getDouble(0);
        return Math.log(probability / (1 - probability));
    }

    private static INDArray images() {
        Nd4j.getRandom().setSeed(5);
        return Nd4j.rand(1, 32, 32, 3);
    }
}
