package dev.tamis.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InferenceSettingsTest {
    @Test
    void changesOneThingAtATime() {
        InferenceSettings settings = InferenceSettings.on(ExecutionDevice.TENSORRT)
                .withGpuMemoryLimit(1 << 30)
                .withEngineCache(Path.of("engines"))
                .withThreads(3)
                .withFullBatch(8)
                .withGpu(1);

        assertThat(settings).isEqualTo(new InferenceSettings(ExecutionDevice.TENSORRT, 3, 1, 1 << 30, 8, "engines"));
    }

    @Test
    void refusesWhatLeavesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferenceSettings.CPU.withGpuMemoryLimit(0))
                .withMessage("a limit of GPU memory is positive, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferenceSettings.CPU.withThreads(0))
                .withMessage("at least one thread expected, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferenceSettings.CPU.withFullBatch(0))
                .withMessage("at least one image expected in a batch, found 0");
    }
}
