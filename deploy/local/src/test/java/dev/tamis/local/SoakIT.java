package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SoakIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void measuresTheTaskManagerUnderLoad() throws Exception {
        Path model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
        Path json = folder.resolve("soak.json");

        // So short a run says nothing of growth.
        CommandRun run = CommandRun.of(
                "soak",
                "--records",
                4_000,
                "--every",
                1,
                "--growth",
                10,
                "--model",
                model,
                "--out",
                folder.resolve("out"),
                "--json",
                json);

        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
        JsonNode report = CommandRun.json(json);
        assertThat(report.get("records").asInt()).isEqualTo(4_000);
        assertThat(report.get("flat").asBoolean()).isTrue();
        assertThat(report.get("rss_growth").isNumber()).isTrue();
        assertThat(report.get("heap_growth").isNumber()).isTrue();
        assertThat(report.get("rocksdb_bytes").asLong())
                .isPositive()
                .isLessThanOrEqualTo(report.get("rocksdb_budget_bytes").asLong());
        assertThat(report.get("samples")).allSatisfy(sample -> {
            assertThat(sample.get("heap_bytes").asLong()).isPositive();
            assertThat(sample.get("rss_bytes").asLong())
                    .isGreaterThan(sample.get("heap_bytes").asLong());
            assertThat(sample.get("direct_bytes").asLong()).isPositive();
        });
    }

    @Test
    void refusesANegativeGrowth() {
        CommandRun run = CommandRun.of("soak", "--growth", -0.1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--growth: 0 or more expected, found -0.1");
    }
}
