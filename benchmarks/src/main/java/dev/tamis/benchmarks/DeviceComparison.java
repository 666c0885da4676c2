package dev.tamis.benchmarks;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One detector on a device, in two precisions, and on one core of the CPU.
 *
 * @param detector the detector's name
 * @param sha256 of its file
 * @param device what is compared with the CPU
 * @param parity how far the two agree
 * @param batches how fast they are, by size of batch
 */
record DeviceComparison(
        String detector,
        String sha256,
        ExecutionDevice device,
        Map<Precision, Parity> parity,
        List<BatchRates> batches) {
    private static final long SEED = 1;

    /** Of the numbers that the device computes with; the CPU's have 32 bits. */
    enum Precision {
        FP32,
        FP16
    }

    /**
     * Greatest differences between the device's answers and the CPU's.
     *
     * @param images how many were compared
     * @param score between scores, 0 to 1
     * @param heatmap between values of heat maps
     * @param largestHeatmapValue of the CPU's maps, what {@code heatmap} is to be read beside
     */
    record Parity(int images, double score, double heatmap, double largestHeatmapValue) {}

    /**
     * Images a second, from pixels to scores and heat maps, in batches of one size.
     *
     * @param batch images in a batch
     * @param cpu on one core
     * @param device on the device, asked by one thread
     */
    record BatchRates(int batch, Spread cpu, Map<Precision, DeviceRate> device) {}

    /**
     * Of the device.
     *
     * @param ratio to one core of the CPU, round by round
     */
    record DeviceRate(Spread imagesPerSecond, Spread ratio) {}

    /**
     * How a comparison is made.
     *
     * @param batches sizes of batches, at least 1
     * @param rounds of all sizes on both, after one to warm up
     * @param seconds of each measurement
     * @param parityImages images whose answers are compared
     */
    record Plan(List<Integer> batches, int rounds, double seconds, int parityImages) {}

    static DeviceComparison of(OnnxDetector cpu, Map<Precision, OnnxDetector> device, Plan plan) {
        List<RgbImage> images = images(cpu, plan.parityImages);
        Map<Precision, Parity> parity = new EnumMap<>(Precision.class);
        device.forEach((precision, detector) -> parity.put(precision, parity(cpu, detector, images)));
        return new DeviceComparison(
                cpu.metadata().id(),
                cpu.sha256(),
                device.values().iterator().next().device(),
                parity,
                plan.batches.stream()
                        .map(batch -> rates(cpu, device, batch, plan))
                        .toList());
    }

    private static List<RgbImage> images(OnnxDetector detector, int count) {
        return SeededImages.of(detector.metadata().preprocessing(), count, SEED);
    }

    private static Parity parity(OnnxDetector cpu, OnnxDetector device, List<RgbImage> images) {
        List<Detection> expected = cpu.detect(images);
        List<Detection> found = device.detect(images);
        double score = 0;
        double heatmap = 0;
        double largest = 0;
        for (int i = 0; i < images.size(); i++) {
            score = Math.max(
                    score, Math.abs(expected.get(i).score() - found.get(i).score()));
            float[] map = expected.get(i).heatmap().values();
            float[] other = found.get(i).heatmap().values();
            for (int cell = 0; cell < map.length; cell++) {
                heatmap = Math.max(heatmap, Math.abs((double) map[cell] - other[cell]));
                largest = Math.max(largest, Math.abs(map[cell]));
            }
        }
        return new Parity(images.size(), score, heatmap, largest);
    }

    private static BatchRates rates(OnnxDetector cpu, Map<Precision, OnnxDetector> device, int batch, Plan plan) {
        List<RgbImage> images = images(cpu, batch);
        imagesPerSecond(cpu, images, plan.seconds); // to warm up
        device.values().forEach(detector -> imagesPerSecond(detector, images, plan.seconds));
        List<Double> cpuRates = new ArrayList<>();
        Map<Precision, List<Double>> rates = new EnumMap<>(Precision.class);
        for (int round = 0; round < plan.rounds; round++) {
            cpuRates.add(imagesPerSecond(cpu, images, plan.seconds));
            device.forEach((precision, detector) -> rates.computeIfAbsent(precision, first -> new ArrayList<>())
                    .add(imagesPerSecond(detector, images, plan.seconds)));
        }
        Map<Precision, DeviceRate> figures = new EnumMap<>(Precision.class);
        rates.forEach((precision, of) ->
                figures.put(precision, new DeviceRate(Spread.of(of), Spread.ofRatios(of, cpuRates))));
        return new BatchRates(batch, Spread.of(cpuRates), figures);
    }

    private static double imagesPerSecond(OnnxDetector detector, List<RgbImage> images, double seconds) {
        long start = System.nanoTime();
        long scored = 0;
        double elapsed = 0;
        while (elapsed < seconds) {
            scored += detector.detect(images).size();
            elapsed = (System.nanoTime() - start) / 1e9;
        }
        return scored / elapsed;
    }
}
