package dev.tamis.benchmarks;

import dev.tamis.benchmarks.DeviceComparison.BatchRates;
import dev.tamis.benchmarks.DeviceComparison.DeviceRate;
import dev.tamis.benchmarks.DeviceComparison.Parity;
import dev.tamis.benchmarks.DeviceComparison.Plan;
import dev.tamis.benchmarks.DeviceComparison.Precision;
import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.benchmarks.stream.Rig;
import dev.tamis.benchmarks.stream.Service;
import dev.tamis.benchmarks.stream.Throughput;
import dev.tamis.benchmarks.stream.UploadSize;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis bench gpu}: a detector on a GPU beside one core of the CPU, in turn, in one process; and the whole job on both. */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares a detector on a GPU, with numbers of 32 and of 16 bits, with one core of the CPU, and on request the whole"
                        + " job on the GPU with the job on the CPU. Needs a build with -Pgpu; exit code 1 where the GPU cannot be used.")
final class GpuCommand implements Callable<Integer> {
    private static final Set<ExecutionDevice> GPUS = EnumSet.of(ExecutionDevice.CUDA, ExecutionDevice.TENSORRT);
    private static final Path HOME = Path.of(System.getProperty("tamis.home", ""));

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--device", description = "CUDA or TENSORRT, ${DEFAULT-VALUE} by default.", defaultValue = "CUDA")
    private ExecutionDevice device = ExecutionDevice.CUDA;

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            description = "Images in a batch, ${DEFAULT-VALUE} by default.",
            defaultValue = "1,8,32,128,512")
    private List<Integer> batches = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Of all measurements, after one to warm up, ${DEFAULT-VALUE} by default.",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Of each measurement, ${DEFAULT-VALUE} by default.",
            defaultValue = "1")
    private double seconds;

    @Option(
            names = "--parity",
            paramLabel = "N",
            description = "Images whose answers are compared, ${DEFAULT-VALUE} by default.",
            defaultValue = "1000")
    private int parityImages;

    @Option(
            names = "--end-to-end",
            paramLabel = "SIZE",
            split = ",",
            description =
                    "Measures the whole job too, from submissions to verdicts in a broker on this machine, at least once, on all cores,"
                            + " with JPEGs of these sizes: ${COMPLETION-CANDIDATES}. Takes about ten minutes for a size.")
    private List<UploadSize> sizes = List.of();

    @Option(
            names = "--turns",
            paramLabel = "N",
            description = "Of the whole job on each device, ${DEFAULT-VALUE} by default.",
            defaultValue = "1")
    private int turns;

    @Mixin
    private RigOptions rig = new RigOptions();

    /**
     * What was measured.
     *
     * @param endToEnd by size of upload; empty unless asked for
     */
    record Measured(DeviceComparison detector, List<EndToEnd> endToEnd) {}

    /**
     * The whole job with uploads of one size.
     *
     * @param ratio of the images a second on the device and on the CPU, turn by turn
     * @param cpuMs of the machine's cores for each image, in the job on the CPU
     * @param deviceMs the same with the device
     */
    record EndToEnd(String size, Spread cpu, Spread device, Spread ratio, Spread cpuMs, Spread deviceMs) {}

    @Override
    public Integer call() throws Exception {
        if (!GPUS.contains(device)) {
            throw new ParameterException(command.commandLine(), "--device must be one of " + GPUS + ", not " + device);
        }
        BenchCommand.requireAtLeastOne(command, "--rounds", rounds);
        BenchCommand.requireAtLeastOne(command, "--turns", turns);
        try {
            Measured measured = new Measured(detector(), endToEnd());
            rig.write(measured);
            return ExitCode.OK;
        } catch (UnusableDetectorException e) {
            command.commandLine().getErr().println("tamis: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private DeviceComparison detector() throws IOException, UnusableDetectorException {
        Path file = rig.detector();
        byte[] half = HalfPrecision.of(Files.readAllBytes(file));
        try (OnnxDetector cpu = OnnxDetector.load(file);
                OnnxDetector gpu = OnnxDetector.load(file, InferenceSettings.on(device));
                OnnxDetector halfGpu = OnnxDetector.load(half, file + " with 16 bits", InferenceSettings.on(device))) {
            Map<Precision, OnnxDetector> precisions = new EnumMap<>(Precision.class);
            precisions.put(Precision.FP32, gpu);
            precisions.put(Precision.FP16, halfGpu);
            DeviceComparison comparison =
                    DeviceComparison.of(cpu, precisions, new Plan(batches, rounds, seconds, parityImages));
            print(comparison);
            return comparison;
        }
    }

    private static void print(DeviceComparison comparison) {
        comparison.parity().forEach((precision, parity) -> print(comparison, precision, parity));
        System.out.printf("%-8s %-32s", "batch", "CPU, images/s");
        Precision[] precisions = Precision.values();
        for (Precision precision : precisions) {
            System.out.printf(" %-34s %-24s", comparison.device() + " " + precision + ", images/s", "ratio");
        }
        System.out.println();
        for (BatchRates rates : comparison.batches()) {
            System.out.printf("%-8d %-32s", rates.batch(), rates.cpu().text("%,.0f"));
            for (DeviceRate rate : rates.device().values()) {
                System.out.printf(
                        " %-34s %-24s",
                        rate.imagesPerSecond().text("%,.0f"), rate.ratio().text("%.2f"));
            }
            System.out.println();
        }
    }

    private static void print(DeviceComparison comparison, Precision precision, Parity parity) {
        System.out.printf(
                "%s on %s, %s, and on one core of the CPU: scores of %,d images differ by at most %.1e, heat maps by %.1e of up to"
                        + " %.2g%n",
                comparison.detector(),
                comparison.device(),
                precision,
                parity.images(),
                parity.score(),
                parity.heatmap(),
                parity.largestHeatmapValue());
    }

    private List<EndToEnd> endToEnd() throws IOException, InterruptedException, UnusableDetectorException {
        List<EndToEnd> all = new ArrayList<>();
        for (UploadSize size : sizes) {
            EndToEnd measured = endToEnd(size);
            System.out.printf(
                    "the whole job, %s: %s images/s on the CPU, %s with %s, ratio %s; %s and %s ms of a core for each%n",
                    measured.size(),
                    measured.cpu().text("%,.0f"),
                    measured.device().text("%,.0f"),
                    device,
                    measured.ratio().text("%.2f"),
                    measured.cpuMs().text("%.2f"),
                    measured.deviceMs().text("%.2f"));
            all.add(measured);
        }
        return all;
    }

    private EndToEnd endToEnd(UploadSize size) throws IOException, InterruptedException, UnusableDetectorException {
        List<Throughput> onCpu = new ArrayList<>();
        List<Throughput> onDevice = new ArrayList<>();
        try (Rig started = Rig.start(size, rig.folder(), rig.detector())) {
            for (int turn = 0; turn < turns; turn++) {
                onCpu.add(started.throughput(job(ExecutionDevice.CPU)));
                onDevice.add(started.throughput(job(device)));
            }
        }
        return new EndToEnd(
                size.label(),
                Spread.of(onCpu, Throughput::imagesPerSecond),
                Spread.of(onDevice, Throughput::imagesPerSecond),
                Spread.ofRatios(perSecond(onDevice), perSecond(onCpu)),
                Spread.of(onCpu, Throughput::serviceMillis),
                Spread.of(onDevice, Throughput::serviceMillis));
    }

    private static List<Double> perSecond(List<Throughput> turns) {
        return turns.stream().map(Throughput::imagesPerSecond).toList();
    }

    private static Service job(ExecutionDevice device) {
        return Service.tamis(HOME, DeliveryGuarantee.AT_LEAST_ONCE)
                .with(Map.of("tamis.detector.device", device.name().toLowerCase(Locale.ROOT)));
    }
}
