package dev.tamis.training.dataset.build;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildPlanTest {
    @TempDir
    Path folder;

    @BeforeEach
    void paint() throws IOException {
        PaintedSources.cifar10(folder.resolve("cifar10"));
        PaintedSources.generated(folder.resolve("fake"));
    }

    @Test
    void namesFilesAsCifakeDoes() throws IOException, UnusableDataSetException {
        Map<String, String> sources = plan().images().stream()
                .collect(toMap(
                        image -> image.place().path(), image -> image.source().name()));

        assertThat(sources)
                .hasSize(60)
                .containsEntry("train/REAL/0000.jpg", "data_batch_1.bin#0")
                .containsEntry("train/REAL/0001 (2).jpg", "data_batch_1.bin#11")
                .containsEntry("test/REAL/0001 (10).jpg", "test_batch.bin#19")
                .containsEntry("train/FAKE/1000.jpg", "train/airplane/a.png")
                .containsEntry("train/FAKE/1000 (10).jpg", "train/truck/a.png")
                .containsEntry("test/FAKE/0 (4).jpg", "test/cat/a.png");
    }

    @Test
    void namesTheClassesWithoutImages() throws IOException {
        Files.delete(folder.resolve("fake/test/deer/a.png"));
        Files.delete(folder.resolve("fake/train/ship/a.png"));

        assertThatExceptionOfType(UnusableDataSetException.class)
                .isThrownBy(this::plan)
                .withMessageContaining("there is none of train/FAKE ship, test/FAKE deer");
    }

    private BuildPlan plan() throws IOException, UnusableDataSetException {
        return BuildPlan.of(folder.resolve("cifar10"), folder.resolve("fake"));
    }
}
