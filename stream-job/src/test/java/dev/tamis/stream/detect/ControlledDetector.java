package dev.tamis.stream.detect;

import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A detector whose batches a test lets through; its score is the first byte of the image divided by 255. */
final class ControlledDetector implements Detector {
    static final String SHA256 = "0".repeat(64);

    private final String id;
    private final Semaphore permits;
    private final List<Integer> warmUps = new CopyOnWriteArrayList<>();
    private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile boolean inverting;

    private ControlledDetector(String id, int permits) {
        this.id = id;
        this.permits = new Semaphore(permits);
    }

    /** Lets every batch through. */
    static ControlledDetector open() {
        return open("controlled");
    }

    /** Lets every batch through, under a name. */
    static ControlledDetector open(String id) {
        return new ControlledDetector(id, Integer.MAX_VALUE / 2);
    }

    /** Lets no batch through before it is {@linkplain #release released}. */
    static ControlledDetector held() {
        return held("controlled");
    }

    /** Lets no batch through before it is {@linkplain #release released}, under a name. */
    static ControlledDetector held(String id) {
        return new ControlledDetector(id, 0);
    }

    void release() {
        permits.release(Integer.MAX_VALUE / 2);
    }

    /** Whether batches pass. */
    boolean isReleased() {
        return permits.availablePermits() > 0;
    }

    void fail() {
        failing = true;
    }

    /** Scores 1 - the score. */
    void invert() {
        inverting = true;
    }

    /** The size of each batch that arrived, in order. */
    List<Integer> batchSizes() {
        return batchSizes;
    }

    /** The size of each batch of the warm-up. */
    List<Integer> warmUps() {
        return warmUps;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    DetectorLoader loader() {
        return reference -> new LoadedDetector(this, SHA256, "CPU");
    }

    @Override
    public DetectorMetadata metadata() {
        return new DetectorMetadata(
                id, PreprocessSpec.CIFAKE, Calibration.NONE, new Thresholds(0.3, 0.7), InputRange.ANY, Map.of());
    }

    /** Like native code, it does not react to an interrupt. */
    @Override
    public List<Detection> detect(List<RgbImage> images) {
        if (isWarmUp(images)) {
            warmUps.add(images.size());
            return List.of();
        }
        batchSizes.add(images.size());
        permits.acquireUninterruptibly();
        if (failing) {
            throw new IllegalArgumentException("the network is broken");
        }
        return images.stream()
                .map(image -> (image.rgb()[0] & 0xff) / 255.0)
                .map(score -> new Detection(inverting ? 1 - score : score, new Heatmap(1, 1, new float[] {1}), 0))
                .toList();
    }

    /** A warm-up repeats one image; it passes. */
    private static boolean isWarmUp(List<RgbImage> images) {
        return images.size() > 1 && images.get(0) == images.get(1);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
