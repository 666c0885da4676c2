package dev.tamis.benchmarks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.benchmarks.DeviceComparison.Precision;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.onnx.ExecutionDevice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class DeviceComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void findsNoDifferenceBetweenTheCpuAndItself() throws Exception {
        try (OnnxDetector first = OnnxDetector.load(FixtureDetector.model(), "first");
                OnnxDetector second = OnnxDetector.load(FixtureDetector.model(), "second")) {
            DeviceComparison comparison = DeviceComparison.of(
                    first, Map.of(Precision.FP32, second), new DeviceComparison.Plan(List.of(1, 3), 2, 0.01, 20));
            DeviceComparison.Parity parity = requireNonNull(comparison.parity().get(Precision.FP32));

            assertThat(comparison.device()).isEqualTo(ExecutionDevice.CPU);
            assertThat(parity.images()).isEqualTo(20);
            assertThat(parity.score()).isZero();
            assertThat(parity.heatmap()).isZero();
            assertThat(parity.largestHeatmapValue()).isPositive();
            assertThat(comparison.batches())
                    .extracting(DeviceComparison.BatchRates::batch)
                    .containsExactly(1, 3);
            assertThat(comparison.batches()).allSatisfy(rates -> {
                assertThat(rates.cpu().least())
                        .isPositive()
                        .isLessThanOrEqualTo(rates.cpu().most());
                assertThat(rates.device()).containsOnlyKeys(Precision.FP32);
                assertThat(rates.device().values())
                        .allSatisfy(rate -> assertThat(rate.ratio().mean()).isPositive());
            });
        }
    }

    @Test
    void writesItsFiguresAsData() throws Exception {
        Path file = folder.resolve("figures.json");
        DeviceComparison.BatchRates rates = new DeviceComparison.BatchRates(
                8,
                Spread.of(List.of(1.0, 3.0)),
                Map.of(
                        Precision.FP16,
                        new DeviceComparison.DeviceRate(Spread.of(List.of(4.0)), Spread.of(List.of(2.0)))));

        JsonFile.write(file, rates);

        assertThat(new JsonMapper().readTree(file.toFile()).at("/cpu/mean").asDouble())
                .isEqualTo(2);
        assertThat(new JsonMapper()
                        .readTree(file.toFile())
                        .at("/device/FP16/images_per_second/mean")
                        .asDouble())
                .isEqualTo(4);
    }

    @Test
    void saysThatThereIsNoGpu() {
        assumeFalse(OnnxDetector.availableProviders().contains("CUDA"), "built with -Pgpu");
        Path file = folder.resolve("detector.onnx");
        FixtureDetector.write(file);

        StringWriter errors = new StringWriter();
        assertThat(run(errors, "--model", file.toString())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors.toString()).contains("on CUDA: this build of ONNX Runtime has no CUDA");
    }

    @Test
    void refusesToCallTheCpuAGpu() {
        StringWriter errors = new StringWriter();
        assertThat(run(errors, "--device", "AUTO")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--device must be one of [CUDA, TENSORRT], not AUTO");
    }

    private static int run(StringWriter errors, String... arguments) {
        return new CommandLine(new GpuCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
