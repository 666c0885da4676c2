package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanCommandTest {
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    /** Of this repository. */
    private static final Path MEASUREMENTS = Path.of("measurements.json");

    @TempDir
    private Path folder;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void plansFromTheMeasurementsOfThisRepository(int rate) {
        assertThat(plan("--rate", String.valueOf(rate))).as(errors.toString()).isZero();

        assertThat(output.toString())
                .contains("TaskManagers", "partitions of image-submissions", "state, and a whole checkpoint")
                .contains("all for a million uploads", "--core-hour 0.05", "./tamis bench costs")
                .doesNotContain("NaN", "Infinity", "null");
    }

    @Test
    void plansOnGpus() {
        assertThat(plan("--rate", "10000", "--network-on", "GPU")).isZero();
        assertThat(output.toString()).contains("GPUs", "GPUs a month");
    }

    @Test
    void saysHowEachFigureWasReckoned() {
        assertThat(plan("--rate", "1000", "--mix", "PX_512=1", "--explain")).isZero();
        assertThat(output.toString()).contains("= 1,000/s x ", "= the sum");
    }

    @Test
    void writesEveryFigure() throws IOException {
        Path file = folder.resolve("plan.json");

        assertThat(plan("--rate", "1000", "--json", file.toString())).isZero();

        JsonNode written = new JsonMapper().readTree(file.toFile());
        assertThat(written.path("rate").asDouble()).isEqualTo(1_000);
        assertThat(written.path("assumed").path("--mean").asText()).isEqualTo("0.5");
        assertThat(written.path("figures")).anySatisfy(line -> {
            assertThat(line.path("what").asText()).isEqualTo("items a day");
            assertThat(line.path("figure").path("mean").asDouble()).isEqualTo(500 * 0.125 * 86_400);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0|the rate must be above 0, not 0.0",
                "--rate NaN|the rate must be above 0, not NaN",
                "--rate 10 --mix PX_512=0.5|the shares of the sizes must be 1 together, not 0.5",
                "--rate 10 --mix PX_7=1|Invalid value for option '--mix'",
                "--rate 10 --mean 2|the mean must be above 0 and at most 1 of the peak, not 2.0",
                "--rate 10 --flagged 1.5|the flagged share must be 0 to 1, not 1.5",
                "--rate 10 --utilisation 0|the utilisation must be above 0 and at most 1, not 0.0",
                "--rate 10 --replication 0|copies of a record: above 0 expected, not 0.0",
                "--rate 10 --core-hour -1|a price must be 0 or more",
                "--explain|--rate is needed: uploads a second at the peak",
                "--rate 1e9 --flagged 0|takes more than Flink's 32,768 slots",
            })
    void refusesWhatCannotBe(String arguments, String message) {
        assertThat(plan(arguments.split(" "))).isEqualTo(BAD_USAGE);
        assertThat(errors.toString()).contains(message).doesNotContain("Exception");
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.json");

        assertThat(run("plan", "--rate", "10", "--measurements", missing.toString()))
                .isEqualTo(FAILED);
        assertThat(errors.toString()).isEqualToIgnoringNewLines("tamis: there is no file " + missing);
    }

    @Test
    void namesAFileThatHoldsSomethingElse() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"costs\": null}");

        assertThat(run("plan", "--rate", "10", "--measurements", other.toString()))
                .isEqualTo(FAILED);
        assertThat(errors.toString()).startsWith("tamis: " + other + " is not as expected: ");
    }

    @Test
    void plansFromWhatWasRecorded() throws IOException {
        Path file = folder.resolve("mine.json");
        JsonNode measured = new JsonMapper().readTree(MEASUREMENTS.toFile());
        for (String benchmark : List.of("costs", "growth", "gpu", "console")) {
            Path output = folder.resolve(benchmark + ".json");
            Files.writeString(output, measured.path(benchmark).path("figures").toString());

            assertThat(record(file, benchmark, output)).as(errors.toString()).isZero();
        }

        assertThat(run("plan", "--rate", "1000", "--measurements", file.toString()))
                .isZero();
        assertThat(output.toString()).contains("./tamis bench growth, on 2026-11-30: my machine");
    }

    @Test
    void recordsNothingOfAFileThatIsNoOutputOfTheBenchmark() throws IOException {
        Path file = folder.resolve("mine.json");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"items\": 1}");

        assertThat(record(file, "costs", wrong)).isEqualTo(FAILED);
        assertThat(errors.toString()).startsWith("tamis: " + wrong + " is not as expected: ");
        assertThat(file).doesNotExist();
    }

    private int record(Path file, String benchmark, Path output) {
        return run(
                "plan",
                "record",
                benchmark,
                output.toString(),
                "--into",
                file.toString(),
                "--command",
                "./tamis bench " + benchmark,
                "--machine",
                "my machine",
                "--date",
                "2026-11-30");
    }

    private int plan(String... arguments) {
        List<String> all = new ArrayList<>(List.of("plan", "--measurements", MEASUREMENTS.toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return BenchmarksCli.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
