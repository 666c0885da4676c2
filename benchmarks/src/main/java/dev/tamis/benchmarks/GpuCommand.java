package dev.tamis.benchmarks;

import dev.tamis.benchmarks.DeviceComparison.BatchRates;
import dev.tamis.benchmarks.DeviceComparison.Parity;
import dev.tamis.benchmarks.DeviceComparison.Plan;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench gpu}: a detector on a GPU beside one core of the CPU, in turn, in one process. */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description =
                "Compares a detector on a GPU with one core of the CPU. Needs a build with -Pgpu; exit code 1 where the"
                        + " GPU cannot be used.")
final class GpuCommand implements Callable<Integer> {
    private static final Set<ExecutionDevice> GPUS = EnumSet.of(ExecutionDevice.CUDA, ExecutionDevice.TENSORRT);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--device", description = "CUDA or TENSORRT", defaultValue = "CUDA")
    private ExecutionDevice device = ExecutionDevice.CUDA;

    @Option(
            names = "--detector",
            paramLabel = "FILE",
            description = "detector to measure; the one that ships without it")
    private @Nullable Path detector;

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            description = "images in a batch",
            defaultValue = "1,8,32,128,512")
    private List<Integer> batches = List.of();

    @Option(names = "--rounds", description = "of all measurements, after one to warm up", defaultValue = "5")
    private int rounds;

    @Option(names = "--seconds", description = "of each measurement", defaultValue = "1")
    private double seconds;

    @Option(
            names = "--parity",
            paramLabel = "N",
            description = "images whose answers are compared",
            defaultValue = "1000")
    private int parityImages;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        if (!GPUS.contains(device)) {
            throw new ParameterException(command.commandLine(), "--device must be one of " + GPUS + ", not " + device);
        }
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        Path file = Objects.requireNonNullElseGet(detector, ShippedDetector::file);
        try (OnnxDetector cpu = OnnxDetector.load(file);
                OnnxDetector gpu = OnnxDetector.load(file, InferenceSettings.on(device))) {
            DeviceComparison comparison =
                    DeviceComparison.of(cpu, gpu, new Plan(batches, rounds, seconds, parityImages));
            print(comparison);
            if (json != null) {
                JsonFile.write(json, comparison);
            }
            return ExitCode.OK;
        } catch (UnusableDetectorException e) {
            command.commandLine().getErr().println("tamis: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static void print(DeviceComparison comparison) {
        Parity parity = comparison.parity();
        System.out.printf(
                "%s on %s and on one core of the CPU: scores of %,d images differ by at most %.1e, heat maps by %.1e of up to %.2g%n",
                comparison.detector(),
                comparison.device(),
                parity.images(),
                parity.score(),
                parity.heatmap(),
                parity.largestHeatmapValue());
        System.out.printf(
                "%-8s %-34s %-34s %s%n", "batch", "CPU, images/s", comparison.device() + ", images/s", "ratio");
        for (BatchRates rates : comparison.batches()) {
            System.out.printf(
                    "%-8d %-34s %-34s %s%n",
                    rates.batch(),
                    rates.cpu().text("%,.0f"),
                    rates.device().text("%,.0f"),
                    rates.ratio().text("%.2f"));
        }
    }
}
