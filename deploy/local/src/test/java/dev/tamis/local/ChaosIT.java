package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChaosIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void losesAndDoublesNothingWhileATaskATaskManagerAndTheBrokerDie() throws Exception {
        Path model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
        Path json = folder.resolve("chaos.json");
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of(
                "chaos",
                "--submissions",
                1_200,
                "--kills",
                3,
                "--seed",
                7,
                "--model",
                model,
                "--out",
                out,
                "--json",
                json);

        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
        assertThat(run.output()).startsWith("Seed 7\n");
        JsonNode report = CommandRun.json(json);
        assertThat(report.get("seed").asLong()).isEqualTo(7);
        assertThat(report.get("submitted").asInt()).isEqualTo(1_200);
        assertThat(report.get("verdicts").asInt() + report.get("rejections").asInt())
                .isEqualTo(1_200);
        assertThat(report.get("rejections").asInt()).isPositive();
        assertThat(report.get("lost").asInt()).isZero();
        assertThat(report.get("duplicates").asInt()).isZero();
        assertThat(report.get("wrong").asInt()).isZero();
        assertThat(report.get("kills").asInt()).isEqualTo(3);
        assertThat(report.get("kills_by_kind"))
                .hasSize(3)
                .allSatisfy(kills -> assertThat(kills.asInt()).isEqualTo(1));
        // A task and a TaskManager that fail restart the job; it may live through the broker's death.
        assertThat(report.get("restarts").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(report.get("seconds").asDouble()).isPositive();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(out.resolve("jobmanager.log")).isNotEmptyFile();
        assertThat(out.resolve("kafka").resolve("data")).doesNotExist();
    }

    @Test
    void refusesLessThanOneSubmission() {
        CommandRun run = CommandRun.of("chaos", "--submissions", 0);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("--submissions: at least 1 expected, found 0");
    }
}
