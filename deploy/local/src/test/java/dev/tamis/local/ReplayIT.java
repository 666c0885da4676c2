package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.local.stack.KafkaChoice;
import dev.tamis.local.stack.LocalStack;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upload traffic through a running job with at-least-once. */
@Timeout(180)
class ReplayIT {
    @TempDir
    private Path folder;

    @Test
    void measuresHowLongVerdictsTake() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        StackSettings settings = new StackSettings(
                folder.resolve("stack"),
                Retention.KEEP,
                new KafkaChoice.Own(0),
                detector,
                "0",
                null,
                Map.of("tamis.sink.delivery-guarantee", "at-least-once"));
        Path json = folder.resolve("replay.json");
        try (LocalStack stack = LocalStack.start(settings)) {
            CommandRun run = replay(stack, "--rate", "50", "--warm-up", "2s", "--duration", "3s", "--json", json);

            assertThat(run.errors()).isEmpty();
            assertThat(run.exitCode()).as(run.output()).isZero();
            JsonNode report = CommandRun.json(json);
            assertThat(report.get("sent").asInt()).isBetween(150, 350);
            assertThat(report.get("verdicts")).isEqualTo(report.get("sent"));
            assertThat(report.get("lost").asInt()).isZero();
            assertThat(report.get("duplicates").asInt()).isZero();
            assertThat(report.get("measured").asInt()).isBetween(80, 250);
            assertThat(report.get("p50_ms").asDouble()).isPositive();
            assertThat(report.get("p99_ms").asDouble())
                    .isGreaterThanOrEqualTo(report.get("p95_ms").asDouble());

            // The same files at the same times are other submissions.
            for (int i = 0; i < 2; i++) {
                CommandRun rough = replay(
                        stack,
                        "--mix",
                        "rough",
                        "--rate",
                        "60",
                        "--arrivals",
                        "bursts",
                        "--seed",
                        "4",
                        "--warm-up",
                        "0s",
                        "--duration",
                        "3s",
                        "--json",
                        json);
                assertThat(rough.exitCode()).as(rough.output() + rough.errors()).isZero();
                assertThat(CommandRun.json(json).get("rejections").asInt()).isPositive();
            }

            Path images = Files.createDirectory(folder.resolve("images"));
            for (Upload upload : PaintedUploads.all().subList(0, 5)) {
                Files.write(images.resolve(upload.name()), upload.payload().read());
            }
            CommandRun files = replay(
                    stack,
                    "--images",
                    images,
                    "--rate",
                    "20",
                    "--arrivals",
                    "fixed",
                    "--warm-up",
                    "0s",
                    "--duration",
                    "1s",
                    "--json",
                    json);
            assertThat(files.exitCode()).as(files.output() + files.errors()).isZero();
            assertThat(CommandRun.json(json).get("verdicts").asInt()).isEqualTo(20);

            CommandRun missed =
                    replay(stack, "--rate", "max", "--warm-up", "0s", "--duration", "2s", "--p99-below", "1ms");
            assertThat(missed.exitCode()).isEqualTo(1);
            assertThat(missed.output()).contains("p99 is not below 1 ms");
        }
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(CommandRun.of("replay", "--rate", "fast").errors())
                .contains("--rate: a number of submissions a second or max expected, found fast");
        assertThat(CommandRun.of("replay", "--rate", "1", "--duration", "long").errors())
                .contains("a time such as 500ms, 20s or 5min expected, found long");
        assertThat(CommandRun.of("replay", "--rate", "1", "--images", folder.resolve("none"))
                        .errors())
                .isEqualToIgnoringNewLines("tamis: " + folder.resolve("none") + " is neither a folder nor an archive");
    }

    @Test
    void saysWhereNoKafkaAnswers() {
        CommandRun run = CommandRun.of("replay", "--rate", "1", "--bootstrap", "127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("Kafka at 127.0.0.1:1 cannot be used").doesNotContain("\tat ");
    }

    private static CommandRun replay(LocalStack stack, Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "replay";
        all[1] = "--bootstrap";
        all[2] = stack.bootstrapServers();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.of(all);
    }
}
