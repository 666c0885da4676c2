package dev.tamis.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.build.ManifestEntry.Source;
import dev.tamis.training.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetPagesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        ManifestEntry frog = new ManifestEntry(
                "train/FAKE/1000 (7).jpg",
                "00".repeat(32),
                Split.TRAIN,
                Label.FAKE,
                CifarClass.FROG,
                new Source("a.png", "11".repeat(32)),
                Map.of("prompt", "a \"frog\"", "model", "some-model", "seed", 5, "no word", 1));
        Manifest.write(List.of(frog), folder);
        DataSetPages.write(List.of(frog), folder, LocalDate.of(2026, 11, 22));
    }

    @Test
    void countsOnTheCard() throws IOException {
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains(
                        "1 images of 32 x 32 pixels",
                        "| frog | 0 | 1 | 0 | 0 |",
                        "Generator: some-model.",
                        "2026-11-22");
    }

    @Test
    void describesManifestAndImagesInCroissant() throws IOException {
        JsonNode croissant =
                new ObjectMapper().readTree(folder.resolve("croissant.json").toFile());

        assertThat(croissant.at("/conformsTo").asText()).isEqualTo("http://mlcommons.org/croissant/1.0");
        assertThat(croissant.at("/distribution/0/sha256").asText())
                .isEqualTo(Sha256.of(Files.readAllBytes(folder.resolve("manifest.jsonl"))));
        assertThat(croissant.at("/distribution/0/contentSize").asText())
                .isEqualTo(Files.size(folder.resolve("manifest.jsonl")) + " B");
        assertThat(croissant.at("/recordSet/0/field").findValuesAsText("name"))
                .containsExactly("path", "sha256", "split", "label", "class", "source", "model", "prompt", "seed");
        assertThat(croissant.at("/recordSet/0/field/8/dataType").asText()).isEqualTo("sc:Integer");
    }
}
