package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.benchmarks.stream.Growth.Step;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyImagesIT {
    @TempDir
    private Path folder;

    @Test
    void showsTheJobAllImages() throws Exception {
        Growth growth = ManyImages.run(
                4_000, 4, folder.resolve("images"), Map.of("state.backend.rocksdb.compaction.style", "UNIVERSAL"));

        assertThat(growth.steps()).extracting(Step::images).containsExactly(1_000L, 2_000L, 3_000L, 4_000L);
        assertThat(growth.steps()).extracting(Step::micros).allMatch(micros -> micros > 0);
        assertThat(folder.resolve("images")).doesNotExist();
    }
}
