package dev.tamis.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.build.ManifestEntry.Source;
import dev.tamis.training.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path folder;

    @Test
    void namesMissingChangedAndExtraFiles() throws IOException {
        Path files = Files.createDirectories(folder.resolve("train/REAL"));
        Files.writeString(files.resolve("0000.jpg"), "same");
        Files.writeString(files.resolve("0001.jpg"), "other");
        Files.writeString(files.resolve("0009.jpg"), "more");
        Files.createFile(folder.resolve("manifest.jsonl"));
        Files.createFile(folder.resolve("README.md"));
        Files.createFile(folder.resolve("croissant.json"));
        List<ManifestEntry> entries = List.of(entry("0000.jpg"), entry("0001.jpg"), entry("0002.jpg"));

        Verification verification = Verification.of(folder, entries, () -> {});
        assertThat(verification)
                .isEqualTo(new Verification(
                        3,
                        List.of("train/REAL/0002.jpg"),
                        List.of("train/REAL/0001.jpg"),
                        List.of("train/REAL/0009.jpg")));
        assertThat(verification.isClean()).isFalse();
    }

    private static ManifestEntry entry(String name) {
        return new ManifestEntry(
                "train/REAL/" + name,
                Sha256.of("same".getBytes(StandardCharsets.UTF_8)),
                Split.TRAIN,
                Label.REAL,
                CifarClass.AIRPLANE,
                new Source("data_batch_1.bin#0", "00"),
                Map.of());
    }
}
