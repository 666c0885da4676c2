package dev.tamis.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tamis.benchmarks.capacity.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./tamis plan record}: puts a benchmark's output among the measurements that plans go by. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Puts what a benchmark wrote with --json into a file of measurements, with where it is from.")
final class RecordCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "BENCHMARK",
            description = "${COMPLETION-CANDIDATES}: the name behind ./tamis bench.")
    private Measurements.Benchmark benchmark = Measurements.Benchmark.COSTS;

    @Parameters(index = "1", paramLabel = "FILE", description = "What it wrote with --json.")
    private Path output = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "FILE",
            required = true,
            description = "The file of measurements; made where there is none.")
    private Path measurements = Path.of("");

    @Option(names = "--command", paramLabel = "TEXT", required = true, description = "The command that was run.")
    private String ran = "";

    @Option(
            names = "--machine",
            paramLabel = "TEXT",
            required = true,
            description = "What it ran on, and what else was running there.")
    private String machine = "";

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", required = true, description = "When it ran.")
    private LocalDate date = LocalDate.EPOCH;

    @Override
    public Integer call() throws IOException {
        JsonNode figures = JsonFile.read(output, JsonNode.class);
        JsonFile.convert(figures, benchmark.figures(), output); // a wrong file is told before it is in there
        ObjectNode all = Files.exists(measurements) ? JsonFile.read(measurements, ObjectNode.class) : JsonFile.object();
        all.putObject(benchmark.section())
                .put("command", ran)
                .put("machine", machine)
                .put("date", date.toString())
                .set("figures", figures);
        JsonFile.write(measurements, all);
        return ExitCode.OK;
    }
}
