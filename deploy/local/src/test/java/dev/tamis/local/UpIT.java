package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.detector.FixtureDetector;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void saysWhereEverythingIsAndStopsEverythingWhenItIsAskedToEnd() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        Path stack = folder.resolve("stack");
        Process up = start("up", "--model", detector, "--dir", stack, "--kafka-port", 0, "--no-console");
        try (BufferedReader output = up.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith("Stop")) {
                    break;
                }
            }
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line).startsWith("Kafka ").contains("127.0.0.1:"))
                    .anySatisfy(line -> assertThat(line).startsWith("Topics ").contains("image-submissions"))
                    .anySatisfy(line -> assertThat(line).startsWith("Flink ").contains("http://"))
                    .anySatisfy(line -> assertThat(line).startsWith("Folder ").contains(stack.toString()));
            List<ProcessHandle> brokers = up.children().toList();
            assertThat(brokers).hasSize(1);
            up.destroy();
            assertThat(up.onExit()).succeedsWithin(PATIENCE);
            assertThat(brokers.get(0).onExit()).succeedsWithin(PATIENCE);
        } finally {
            up.destroyForcibly();
        }
    }

    @Test
    void saysWhichOptionOfTheJobItDoesNotKnow() {
        CommandRun run = up(folder.resolve("stack"), "tamis.review.uncertian=true");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("tamis.review.uncertian is no option").doesNotContain("\tat ");
    }

    @Test
    void saysWhyTheJobEndedAndWhereItsLogIs() {
        Path stack = folder.resolve("stack");

        CommandRun run = up(stack, "state.backend.type=no.such.Backend");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains("the job ended: ClassNotFoundException: no.such.Backend")
                .contains("all of it: " + stack.resolve("tamis.log"))
                .doesNotContain("\tat ");
        assertThat(stack.resolve("tamis.log"))
                .content()
                .contains("no.such.Backend")
                .contains("\tat ");
    }

    private CommandRun up(Path stack, String option) {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        return CommandRun.of(
                "up", "--model", detector, "--dir", stack, "--kafka-port", 0, "--no-console", "-D", option);
    }

    private static Process start(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalCli.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
