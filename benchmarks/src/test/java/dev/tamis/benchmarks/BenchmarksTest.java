package dev.tamis.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.detector.FixtureDetector;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

final class BenchmarksTest {
    @TempDir
    private Path folder;

    @Test
    void runEachOnceAndFillTheTable() throws RunnerException {
        Path model = folder.resolve("detector.onnx");
        FixtureDetector.write(model);
        OutputFormat silent = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), VerboseMode.SILENT);

        Collection<RunResult> results = new Runner(once(model), silent).run();

        List<String> rows = ResultTable.of(results).lines().skip(1).toList();
        assertThat(rows)
                .extracting(row -> row.split(" +", 2)[0])
                .containsExactlyInAnyOrder(
                        "BatchBenchmark.assemble",
                        "DetectorBenchmark.detect",
                        "DetectorBenchmark.detect:images",
                        "HeatmapBenchmark.overlay",
                        "HeatmapBenchmark.toBytes",
                        "MessageCodecBenchmark.decode",
                        "MessageCodecBenchmark.encode",
                        "PdqBenchmark.hash",
                        "PreprocessorBenchmark.jdkDecodesOnly",
                        "PreprocessorBenchmark.preprocess",
                        "ResamplerBenchmark.resize",
                        "StateBenchmark.known",
                        "StateBenchmark.unknown");
        assertThat(rows).allSatisfy(row -> assertThat(row).doesNotContain("NaN").doesNotContain("model="));
    }

    private static Options once(Path model) {
        return new OptionsBuilder()
                .include(".*")
                .param("model", model.toString())
                .param("file", ImageFile.JPEG_32.name())
                .param("batch", "8")
                .param("side", "64")
                .param("payloadBytes", "2500")
                .param("images", "1000")
                .param("bloom", "true")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(20))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }
}
