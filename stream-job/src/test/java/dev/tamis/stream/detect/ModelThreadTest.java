package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.image.RgbImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class ModelThreadTest {
    private static final List<RgbImage> IMAGES = List.of(new RgbImage(1, 1, new byte[] {51, 0, 0}));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<Future<List<Detection>>> done = new LinkedBlockingQueue<>();

    @Test
    void handsOverTheDetectionsOfABatch() throws Exception {
        try (ModelThread model = new ModelThread(ControlledDetector.open(), "model", LONG)) {
            model.detect(IMAGES, done::add);

            assertThat(done.take().get()).extracting(Detection::score).containsExactly(0.2);
        }
    }

    @Test
    void handsOverTheFailureOfABatch() throws Exception {
        ControlledDetector detector = ControlledDetector.open();
        detector.fail();
        try (ModelThread model = new ModelThread(detector, "model", LONG)) {
            model.detect(IMAGES, done::add);
            Future<List<Detection>> failed = done.take();

            assertThatThrownBy(failed::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the network is broken");
        }
    }

    @Test
    void closesTheDetector() {
        ControlledDetector detector = ControlledDetector.open();
        new ModelThread(detector, "model", LONG).close();

        assertThat(detector.isClosed()).isTrue();
    }

    @Test
    void doesNotWaitForeverForABatchThatHangs() throws Exception {
        ControlledDetector detector = ControlledDetector.held();
        ModelThread model = new ModelThread(detector, "model", SHORT);
        model.detect(IMAGES, done::add);
        while (detector.batchSizes().isEmpty()) {
            Thread.onSpinWait();
        }

        model.close();
        assertThat(detector.isClosed()).as("closed under a running batch").isFalse();
        detector.release();
        detector.awaitClosed();

        assertThat(done).as("a batch after close").isEmpty();
    }

    @Test
    void keepsAnInterruptThatComesWhileItCloses() {
        ControlledDetector detector = ControlledDetector.held();
        ModelThread model = new ModelThread(detector, "model", LONG);
        model.detect(IMAGES, done::add);

        Thread.currentThread().interrupt();
        model.close();

        assertThat(Thread.interrupted()).isTrue();
        detector.release();
    }
}
