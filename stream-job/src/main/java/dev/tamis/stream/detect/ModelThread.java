package dev.tamis.stream.detect;

import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.image.RgbImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses a detector, from the first batch to its closing. Owned by one task thread, which alone calls
 * the methods.
 */
final class ModelThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelThread.class);

    private final Detector detector;
    private final Duration patience;
    private final ExecutorService executor;
    private Future<?> latest = new CompletableFuture<>(); // of no batch yet

    /**
     * @param detector given away
     * @param name of the thread
     * @param patience how long {@link #close} waits for a batch that does not react to an interrupt
     */
    ModelThread(Detector detector, String name, Duration patience) {
        this.detector = detector;
        this.patience = patience;
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Scores a batch.
     *
     * @param whenDone takes the detections or the failure, on this thread; not called after {@link #close}
     */
    void detect(List<RgbImage> images, Consumer<Future<List<Detection>>> whenDone) {
        FutureTask<List<Detection>> batch = new FutureTask<>(() -> detector.detect(images)) {
            @Override
            protected void done() {
                if (!isCancelled()) {
                    whenDone.accept(this);
                }
            }
        };
        latest = batch;
        executor.execute(batch);
    }

    /** Closes the detector after the batch at work, without waiting for it. */
    void retire() {
        executor.execute(detector::close);
        executor.shutdown();
    }

    /**
     * Interrupts the batch at work and closes the detector after it. Returns after {@code patience} at the latest: a
     * batch still at work then keeps the detector until it ends, since native memory must not be freed under a running
     * network.
     */
    @Override
    public void close() {
        latest.cancel(true);
        Future<?> closing = executor.submit(detector::close);
        executor.shutdown();
        try {
            closing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The detector is still at work on a batch after {}; it will be closed when that ends", patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the detector could not be closed", e.getCause());
        }
    }
}
