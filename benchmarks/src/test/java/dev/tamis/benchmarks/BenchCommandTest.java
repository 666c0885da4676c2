package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.detector.FixtureDetector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchCommandTest {
    private static final int BAD_USAGE = 2;

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private String model = "";

    @BeforeEach
    void writeModel() {
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);
        model = file.toString();
    }

    @Test
    void refusesAPatternThatMatchesNothing() {
        assertThat(run("NoSuchBenchmark", "--model", model)).isEqualTo(BAD_USAGE);
        assertThat(errors.toString()).startsWith("no benchmark matches NoSuchBenchmark");
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThat(run("(", "--model", model)).isEqualTo(BAD_USAGE);
        assertThat(errors.toString()).startsWith("no regular expression: Unclosed group");
    }

    @Test
    void refusesADetectorThatIsNotThere() {
        Path missing = folder.resolve("missing.onnx");

        assertThat(run("Codec", "--model", missing.toString())).isEqualTo(BAD_USAGE);
        assertThat(errors.toString()).startsWith("no detector at " + missing);
    }

    @Test
    void refusesNoForks() {
        assertThat(run("Codec", "--model", model, "--forks", "0")).isEqualTo(BAD_USAGE);
        assertThat(errors.toString()).startsWith("--forks must be at least 1, not 0");
    }

    private int run(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
