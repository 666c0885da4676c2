package dev.tamis.vision.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tamis.vision.preprocess.PreprocessSpec.ChannelOrder;
import dev.tamis.vision.preprocess.PreprocessSpec.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessSpecTest {
    private static final List<Float> ZEROS = List.of(0f, 0f, 0f);
    private static final List<Float> ONES = List.of(1f, 1f, 1f);

    /** Whoever changes this makes every trained detector unusable: do so only when the numbers for a file change. */
    @Test
    void keepsItsFingerprint() {
        assertThat(PreprocessSpec.CIFAKE.fingerprint())
                .isEqualTo("06cc98bf9978eda3baa8b2760b4a2c64a81215caa38704dd0f87aeb1dc64fde3");
    }

    @Test
    void givesEachPreprocessingItsOwnFingerprint() {
        assertThat(List.of(
                                PreprocessSpec.CIFAKE,
                                new PreprocessSpec(33, 32, Layout.NCHW, ChannelOrder.RGB, ZEROS, ONES),
                                new PreprocessSpec(32, 33, Layout.NCHW, ChannelOrder.RGB, ZEROS, ONES),
                                new PreprocessSpec(32, 32, Layout.NHWC, ChannelOrder.RGB, ZEROS, ONES),
                                new PreprocessSpec(32, 32, Layout.NCHW, ChannelOrder.BGR, ZEROS, ONES),
                                new PreprocessSpec(32, 32, Layout.NCHW, ChannelOrder.RGB, ONES, ONES),
                                new PreprocessSpec(32, 32, Layout.NCHW, ChannelOrder.RGB, ZEROS, List.of(1f, 1f, 0.5f)))
                        .stream()
                        .map(PreprocessSpec::fingerprint))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesADeviationThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PreprocessSpec(32, 32, Layout.NCHW, ChannelOrder.RGB, ZEROS, List.of(1f, 0f, 1f)))
                .withMessageContaining("[1.0, 0.0, 1.0]");
    }
}
