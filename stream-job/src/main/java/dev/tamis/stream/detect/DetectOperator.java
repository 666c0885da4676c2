package dev.tamis.stream.detect;

import static org.apache.flink.util.Preconditions.checkState;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.image.RgbImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores images in micro-batches on a thread beside the task, so that the task decodes the next images meanwhile.
 *
 * <p>{@link MicroBatcher} decides what goes out when. Finished batches come back through the mailbox, so everything here
 * but the model runs on the task thread, and results leave in the order of arrival with their record's timestamp. When
 * both of its batches are full, the operator yields to the mailbox until the model is done with one: that is the
 * backpressure, and with at most {@code 2 x maxBatch} images here there is no queue to bound.
 *
 * <p>It keeps no state. Before a checkpoint barrier, a watermark or the end of input goes on, it waits until all its
 * images have left; a restored job reads from the source whatever had not.
 *
 * <p>A failure of the model fails the task: what can be wrong with an image was found when it was decoded.
 */
final class DetectOperator extends AbstractStreamOperator<DetectedSubmission>
        implements OneInputStreamOperator<Sighting, DetectedSubmission> {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(DetectOperator.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private record Waiting(StreamRecord<Sighting> element, long sinceNanos) {}

    private final DetectorLoader loader;
    private final DetectorIdentity expected;
    private final transient MailboxExecutor mailbox;
    private final transient MicroBatcher<Waiting> batcher;
    private transient ModelThread model;
    private transient DetectMetrics measured;

    DetectOperator(StreamOperatorParameters<DetectedSubmission> parameters, DetectOperatorFactory factory) {
        super(parameters);
        this.loader = factory.loader();
        this.expected = factory.expected();
        this.mailbox = parameters.getMailboxExecutor();
        this.batcher = new MicroBatcher<>(factory.maxBatch());
    }

    @Override
    public void open() throws Exception {
        super.open();
        measured = new DetectMetrics(getMetricGroup());
        LoadedDetector loaded = loader.load();
        String task = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
        model = new ModelThread(loaded.detector(), "detector of " + task, CLOSE_PATIENCE);
        DetectorProfile profile = loaded.profile();
        checkState(
                profile.identity().equals(expected),
                "the job was built for detector %s, the file now holds %s: submit the job again",
                expected,
                profile.identity());
        LOGGER.info("{} scores with detector {} of {}", task, expected, profile.thresholds());
    }

    @Override
    public void processElement(StreamRecord<Sighting> element) throws Exception {
        while (!batcher.hasRoom()) {
            mailbox.yield();
        }
        // The record's shell may be used again by whoever sent it.
        batcher.add(new Waiting(element.copy(element.getValue()), System.nanoTime()));
        sendNext();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        drain();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        drain();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        drain();
        super.processWatermarkStatus(status);
    }

    @Override
    public void finish() throws Exception {
        drain();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        try {
            if (model != null) { // it is where open failed
                model.close();
            }
        } finally {
            super.close();
        }
    }

    private void drain() throws InterruptedException {
        while (!batcher.isEmpty()) {
            mailbox.yield();
        }
    }

    private void sendNext() {
        batcher.next().ifPresent(this::send);
    }

    private void send(List<Waiting> batch) {
        long sent = System.nanoTime();
        batch.forEach(waiting -> measured.queued(sent - waiting.sinceNanos()));
        List<RgbImage> images = batch.stream()
                .map(waiting -> waiting.element().getValue().decoded().image().pixels())
                .toList();
        model.detect(images, detections -> {
            long computeNanos = System.nanoTime() - sent;
            mailToTask(() -> receive(detections, computeNanos));
        });
    }

    private void mailToTask(ThrowingRunnable<Exception> mail) {
        try {
            mailbox.execute(mail, "take detections");
        } catch (RejectedExecutionException e) {
            LOGGER.debug("The task ended before its last batch came back", e);
        }
    }

    private void receive(Future<List<Detection>> done, long computeNanos) throws InterruptedException {
        List<Waiting> batch = batcher.finished();
        List<Detection> detections = detections(done, batch.size());
        measured.computed(batch.size(), computeNanos);
        sendNext(); // first, so that the model works while the results go down the chain
        for (int i = 0; i < batch.size(); i++) {
            StreamRecord<Sighting> element = batch.get(i).element();
            output.collect(element.replace(new DetectedSubmission(element.getValue(), detections.get(i))));
        }
    }

    private static List<Detection> detections(Future<List<Detection>> done, int images) throws InterruptedException {
        try {
            List<Detection> detections = done.get();
            checkState(
                    detections.size() == images,
                    "one detection an image expected: %s images, %s detections",
                    images,
                    detections.size());
            return detections;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the detector failed on a batch of " + images + " images", e.getCause());
        }
    }
}
