package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.network.Architecture;
import dev.tamis.training.network.Architectures;
import dev.tamis.training.network.Optimiser;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomisationTest {
    private static final List<LayerMaps> SOURCES =
            List.of(new LayerMaps(MapMethod.GRAD_CAM, "conv2"), new LayerMaps(MapMethod.HIRES_CAM, "conv1"));

    private final Architecture architecture = Architectures.named("4x2-d8");
    private final ExplainedNetwork network =
            new ExplainedNetwork(architecture.create(Optimiser.plain(), 7), architecture.input());
    private final List<ExplainedImage> images =
            network.explain(CornerNetwork.images(40, 3), List.copyOf(SOURCES), done -> {});

    @Test
    void noticesFreshWeights() {
        float[] before = network.network().params().dup().data().asFloat();

        List<SanityCheck> checks = new Randomisation(
                        network, draw -> architecture.create(Optimiser.plain(), 100 + draw))
                .check(SOURCES, images, done -> {});

        assertThat(checks).extracting(SanityCheck::maps).containsExactly("grad-cam at conv2", "hires-cam at conv1");
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.steps())
                    .extracting(SanityCheck.Step::layer)
                    .containsExactly("probability_real", "dense1", "conv2", "conv1");
            assertThat(check.steps().get(3).spearman()).isLessThan(0.9);
            assertThat(check.passes()).isEqualTo(check.steps().get(3).spearman() < check.threshold());
        });
        assertThat(network.network().params().dup().data().asFloat()).isEqualTo(before);
    }

    @Test
    void failsMapsThatStayAsTheyAre() {
        List<SanityCheck> checks =
                new Randomisation(network, draw -> network.network()).check(SOURCES, images, done -> {});

        assertThat(checks).allSatisfy(check -> {
            assertThat(check.passes()).isFalse();
            assertThat(check.steps())
                    .allSatisfy(step -> assertThat(step.spearman()).isCloseTo(1, within(0.05)));
        });
    }

    @Test
    void saysHowMuchThereIsToDo() {
        int[] explained = {0};
        Randomisation randomisation = new Randomisation(network, draw -> network.network());

        randomisation.check(SOURCES, images, done -> explained[0] += done);

        assertThat(explained[0]).isEqualTo(randomisation.steps() * images.size());
    }
}
