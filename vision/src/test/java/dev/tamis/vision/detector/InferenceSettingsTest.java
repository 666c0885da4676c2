package dev.tamis.vision.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InferenceSettingsTest {
    @Test
    void changesOneThingAtATime() {
        InferenceSettings settings = InferenceSettings.on(ExecutionDevice.TENSORRT)
                .withGpuMemoryLimit(1 << 30)
                .withEngineCache(Path.of("engines"));

        assertThat(settings).isEqualTo(new InferenceSettings(ExecutionDevice.TENSORRT, 1 << 30, "engines"));
    }

    @Test
    void refusesALimitThatLeavesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferenceSettings.CPU.withGpuMemoryLimit(0))
                .withMessage("a limit of GPU memory is positive, not 0");
    }
}
