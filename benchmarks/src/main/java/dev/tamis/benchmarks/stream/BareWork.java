package dev.tamis.benchmarks.stream;

import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The work of the job on this machine without Kafka and Flink: from the bytes of files in memory to scores and heat maps, in
 * full batches, on one thread for each core. No service that does it can be faster.
 */
public final class BareWork {
    private static final int BATCH = 32;

    private BareWork() {}

    /**
     * Does the work for some time.
     *
     * @param uploads prepared
     * @param detector the {@code detector.onnx} file
     * @param warmUp before it is measured
     * @return images a second
     */
    public static double imagesPerSecond(JpegUploads uploads, Path detector, Duration warmUp, Duration measured)
            throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        long from = System.nanoTime() + warmUp.toNanos();
        long end = from + measured.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                int first = core;
                rates.add(threads.submit(() -> work(uploads, first, detector, from, end)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the work failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double work(JpegUploads uploads, int first, Path file, long from, long end)
            throws UnusableDetectorException, UnreadableImageException {
        try (OnnxDetector detector = OnnxDetector.load(file)) {
            Preprocessor preprocessor = new Preprocessor(detector.metadata().preprocessing(), DecodeLimits.DEFAULT);
            long began = 0;
            int images = 0;
            int number = first;
            long now = System.nanoTime();
            for (; now < end; now = System.nanoTime()) {
                if (began == 0 && now >= from) {
                    began = now;
                    images = 0;
                }
                List<RgbImage> batch = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    batch.add(preprocessor.read(uploads.file(number++)).pixels());
                }
                images += detector.detect(batch).size();
            }
            return images / ((now - began) / 1e9);
        }
    }
}
