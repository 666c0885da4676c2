package dev.tamis.benchmarks;

import dev.tamis.benchmarks.figure.Spread;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import java.util.ArrayList;
import java.util.List;

/**
 * One detector on a device and on one core of the CPU.
 *
 * @param detector the detector's name
 * @param sha256 of its file
 * @param device what is compared with the CPU
 * @param parity how far the two agree
 * @param batches how fast they are, by size of batch
 */
record DeviceComparison(
        String detector, String sha256, ExecutionDevice device, Parity parity, List<BatchRates> batches) {
    private static final long SEED = 1;

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
     * @param ratio of the two, round by round
     */
    record BatchRates(int batch, Spread cpu, Spread device, Spread ratio) {}

    /**
     * How a comparison is made.
     *
     * @param batches sizes of batches, at least 1
     * @param rounds of all sizes on both, after one to warm up
     * @param seconds of each measurement
     * @param parityImages images whose answers are compared
     */
    record Plan(List<Integer> batches, int rounds, double seconds, int parityImages) {}

    static DeviceComparison of(OnnxDetector cpu, OnnxDetector device, Plan plan) {
        Parity parity = parity(cpu, device, images(cpu, plan.parityImages));
        return new DeviceComparison(
                cpu.metadata().id(),
                cpu.sha256(),
                device.device(),
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

    private static BatchRates rates(OnnxDetector cpu, OnnxDetector device, int batch, Plan plan) {
        List<RgbImage> images = images(cpu, batch);
        imagesPerSecond(cpu, images, plan.seconds);
        imagesPerSecond(device, images, plan.seconds);
        List<Double> cpuRates = new ArrayList<>();
        List<Double> deviceRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < plan.rounds; round++) {
            double slow = imagesPerSecond(cpu, images, plan.seconds);
            double fast = imagesPerSecond(device, images, plan.seconds);
            cpuRates.add(slow);
            deviceRates.add(fast);
            ratios.add(fast / slow);
        }
        return new BatchRates(batch, Spread.of(cpuRates), Spread.of(deviceRates), Spread.of(ratios));
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
