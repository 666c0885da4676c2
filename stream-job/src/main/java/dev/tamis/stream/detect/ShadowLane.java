package dev.tamis.stream.detect;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.schemas.Verdict;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.ScoreBand;
import dev.tamis.vision.detector.Thresholds;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a detector in shadow score what was scored already, on a thread of its own, and tells where it says something else.
 * It never holds the stream back: an image that comes while a batch is at work and another is full is left out and counted.
 *
 * <p>A detector in shadow that fails is stopped; the stream does not notice. Owned by the task thread.
 */
final class ShadowLane implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ShadowLane.class);

    private final Scorer shadow;
    private final Consumer<ThrowingRunnable<Exception>> task;
    private final Consumer<ShadowDisagreement> out;
    private final DetectMetrics measured;
    private final Clock clock;
    private final MicroBatcher<DetectedSubmission> batcher;
    private boolean failed;

    /**
     * @param shadow closed with this
     * @param task runs what it is given on the task thread
     * @param out takes disagreements, on the task thread
     */
    ShadowLane(
            Scorer shadow,
            int maxBatch,
            Consumer<ThrowingRunnable<Exception>> task,
            Consumer<ShadowDisagreement> out,
            DetectMetrics measured,
            Clock clock) {
        this.shadow = shadow;
        this.task = task;
        this.out = out;
        this.measured = measured;
        this.clock = clock;
        this.batcher = new MicroBatcher<>(maxBatch);
    }

    DetectorIdentity identity() {
        return shadow.identity();
    }

    /** Scores an image where there is time for it. */
    void offer(DetectedSubmission detected) {
        if (failed || !batcher.hasRoom()) {
            measured.leftOutByShadow();
            return;
        }
        batcher.add(detected);
        sendNext();
    }

    /** Whether every image that was taken was compared. */
    boolean isIdle() {
        return failed || batcher.isEmpty();
    }

    private void sendNext() {
        batcher.next()
                .ifPresent(batch -> shadow.model()
                        .detect(
                                batch.stream()
                                        .map(detected -> detected.sighting()
                                                .decoded()
                                                .image()
                                                .pixels())
                                        .toList(),
                                done -> task.accept(() -> receive(done))));
    }

    private void receive(Future<List<Detection>> done) throws InterruptedException {
        List<DetectedSubmission> batch = batcher.finished();
        if (failed) {
            return;
        }
        try {
            List<Detection> detections = done.get();
            for (int i = 0; i < batch.size(); i++) {
                compare(batch.get(i), detections.get(i));
            }
            sendNext();
        } catch (ExecutionException e) {
            failed = true;
            LOGGER.warn("The detector {} in shadow failed and is stopped", identity(), e.getCause());
        }
    }

    private void compare(DetectedSubmission detected, Detection byShadow) {
        Verdict outcome = outcome(detected.policy().thresholds(), detected.detection());
        Verdict shadowOutcome = outcome(shadow.policy().thresholds(), byShadow);
        measured.compared(outcome != shadowOutcome);
        if (outcome != shadowOutcome) {
            out.accept(ShadowDisagreement.newBuilder()
                    .setSubmissionId(detected.sighting().decoded().submission().id())
                    .setPayloadSha256(detected.sighting().decoded().payloadSha256())
                    .setAt(clock.instant())
                    .setDetector(detected.detector())
                    .setScore(detected.detection().score())
                    .setOutcome(outcome)
                    .setShadow(identity())
                    .setShadowScore(byShadow.score())
                    .setShadowOutcome(shadowOutcome)
                    .build());
        }
    }

    private static Verdict outcome(Thresholds thresholds, Detection detection) {
        ScoreBand band = thresholds.band(detection.score());
        return Verdict.valueOf(band.name());
    }

    /** Lets the detector go when its batch is done; what it says of that is no longer heard. */
    @Override
    public void close() {
        failed = true;
        shadow.model().retire();
    }
}
