package dev.tamis.stream.detect;

import static java.util.Objects.requireNonNull;
import static org.apache.flink.util.Preconditions.checkState;

import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.image.RgbImage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores images in micro-batches on a thread beside the task, so that the task goes on meanwhile.
 *
 * <p>{@link MicroBatcher} decides what goes out when. Finished batches come back through the mailbox, so everything here
 * but the model runs on the task thread, and results leave in the order of arrival with their record's timestamp. When
 * both of its batches are full, the operator yields to the mailbox until the model is done with one: that is the
 * backpressure, and with at most {@code 2 x maxBatch} images here there is no queue to bound.
 *
 * <p>An {@link Assignment} on the second input names another detector, thresholds or rules. {@link Preparation} makes it
 * ready beside the task; then it takes over between two batches. Of a checkpoint it is the only state, the same in every
 * subtask. A restored task begins with it, or with the job's options where these have changed.
 *
 * <p>Before a checkpoint barrier, a watermark or the end of input goes on, it waits until all its images have left; a
 * restored job reads from the source whatever had not.
 *
 * <p>A failure of the model fails the task: what can be wrong with an image was found when it was decoded.
 */
final class DetectOperator extends AbstractStreamOperator<DetectedSubmission>
        implements TwoInputStreamOperator<Sighting, Assignment, DetectedSubmission> {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = LoggerFactory.getLogger(DetectOperator.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
    private static final String IN_FORCE = "in-force";

    private record Waiting(StreamRecord<Sighting> element, long sinceNanos) {}

    private final DetectorLoader loader;
    private final Assignment options;
    private final Clock clock;
    private final int maxBatch;
    private final transient MailboxExecutor mailbox;
    private final transient MicroBatcher<Waiting> batcher;
    private transient BroadcastState<String, AssignmentInForce> state;
    private transient Preparation preparation;
    private transient @Nullable Scorer scorer;
    private transient @Nullable ShadowLane shadow;
    private transient DetectMetrics measured;
    private transient long lastBatchNanos;

    DetectOperator(StreamOperatorParameters<DetectedSubmission> parameters, DetectOperatorFactory factory) {
        super(parameters);
        this.loader = factory.loader();
        this.options = factory.options();
        this.clock = factory.clock();
        this.maxBatch = factory.maxBatch();
        this.mailbox = parameters.getMailboxExecutor();
        this.batcher = new MicroBatcher<>(factory.maxBatch());
    }

    @Override
    public void open() throws Exception {
        super.open();
        measured = new DetectMetrics(getMetricGroup());
        String task = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
        state = getOperatorStateBackend()
                .getBroadcastState(new MapStateDescriptor<>(
                        "assignment", Types.STRING, TypeInformation.of(AssignmentInForce.class)));
        AssignmentInForce restored = state.get(IN_FORCE);
        Assignment assignment = restored == null ? options : restored.in(options);
        state.put(IN_FORCE, new AssignmentInForce(options, assignment));
        preparation = new Preparation(loader, maxBatch, task, CLOSE_PATIENCE, new Listener());
        scorer = preparation.first(assignment);
        measured.runsOn(scorer.device());
        mailToTask(() -> tell(active(assignment, scorer()).build()));
        LOGGER.info(
                "{} scores with detector {} of {}",
                task,
                scorer().identity(),
                scorer().policy().thresholds());
    }

    @Override
    public void processElement1(StreamRecord<Sighting> element) throws Exception {
        while (!batcher.hasRoom()) {
            mailbox.yield();
        }
        // The record's shell may be used again by whoever sent it.
        batcher.add(new Waiting(element.copy(element.getValue()), System.nanoTime()));
        sendNext();
    }

    @Override
    public void processElement2(StreamRecord<Assignment> element) throws Exception {
        Assignment assignment = element.getValue();
        state.put(IN_FORCE, new AssignmentInForce(options, assignment));
        preparation.begin(assignment);
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
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        drain();
        super.processWatermarkStatus(status, input);
    }

    @Override
    public void finish() throws Exception {
        drain();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        try {
            if (preparation != null) { // it is where the state could not be read
                preparation.close();
            }
            if (shadow != null) {
                shadow.close();
            }
            if (scorer != null) { // it is where open failed
                scorer.model().close();
            }
        } finally {
            super.close();
        }
    }

    private Scorer scorer() {
        return requireNonNull(scorer, "not open");
    }

    private void drain() throws InterruptedException {
        while (!batcher.isEmpty() || !(shadow == null || shadow.isIdle())) {
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
        scorer().model().detect(images, detections -> {
            long computeNanos = System.nanoTime() - sent;
            mailToTask(() -> receive(detections, computeNanos));
        });
    }

    private void mailToTask(ThrowingRunnable<Exception> mail) {
        try {
            mailbox.execute(mail, "detect");
        } catch (RejectedExecutionException e) {
            LOGGER.debug("The task ended before it could take what came back", e);
        }
    }

    private void receive(Future<List<Detection>> done, long computeNanos) throws InterruptedException {
        List<Waiting> batch = batcher.finished();
        List<Detection> detections = detections(done, batch.size());
        Scorer by = scorer();
        lastBatchNanos = computeNanos;
        measured.computed(batch.size(), computeNanos);
        takeOver();
        sendNext(); // first, so that the model works while the results go down the chain
        for (int i = 0; i < batch.size(); i++) {
            StreamRecord<Sighting> element = batch.get(i).element();
            DetectedSubmission detected =
                    new DetectedSubmission(element.getValue(), detections.get(i), by.identity(), by.policy());
            output.collect(element.replace(detected));
            if (shadow != null) {
                shadow.offer(detected);
            }
        }
    }

    /** Lets what is ready take over, unless a batch is out; then its return does. */
    private void takeOver() {
        while (!batcher.isOut()) {
            Optional<Preparation.Ready> ready = preparation.taken();
            if (ready.isEmpty()) {
                return;
            }
            follow(ready.get());
        }
    }

    private void follow(Preparation.Ready ready) {
        long began = System.nanoTime();
        Scorer before = scorer();
        Scorer other = ready.scorer();
        scorer = (other == null ? before : other).with(ready.policy());
        if (shadow != null && (ready.assignment().shadow() == null || ready.shadow() != null)) {
            shadow.close();
            shadow = null;
        }
        if (ready.shadow() != null) {
            shadow = new ShadowLane(
                    ready.shadow(),
                    maxBatch,
                    this::mailToTask,
                    disagreement ->
                            output.collect(DetectOperatorFactory.DISAGREEMENTS, new StreamRecord<>(disagreement)),
                    measured,
                    clock);
        }
        ControlStatus.Builder status = active(ready.assignment(), scorer());
        if (other != null) {
            before.model().retire();
            measured.switched();
            measured.runsOn(other.device());
            status.setPauseMicros(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began))
                    .setBatchMicros(TimeUnit.NANOSECONDS.toMicros(lastBatchNanos));
        }
        LOGGER.info("Follows instruction {}: {}", ready.assignment().instructionId(), scorer().identity());
        mailToTask(() -> tell(status.build())); // after the next batch has left
    }

    private ControlStatus.Builder active(Assignment assignment, Scorer by) {
        Thresholds thresholds = by.policy().thresholds();
        ControlStatus.Builder status = status(assignment, ControlState.ACTIVE);
        if (shadow != null) {
            status.setShadow(shadow.identity());
        }
        return status.setDetector(by.identity())
                .setDevice(by.device())
                .setThresholds(new VerdictThresholds(thresholds.authenticBelow(), thresholds.generatedFrom()));
    }

    private ControlStatus.Builder status(Assignment assignment, ControlState what) {
        ControlStatus.Builder status = ControlStatus.newBuilder()
                .setAt(clock.instant())
                .setState(what)
                .setSubtask(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask())
                .setSubtasks(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        if (assignment.instructionId() != null) {
            status.setInstructionId(assignment.instructionId());
        }
        return status;
    }

    private void tell(ControlStatus status) {
        OutputTag<ControlStatus> tag = DetectOperatorFactory.STATUS;
        output.collect(tag, new StreamRecord<>(status));
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

    /** Hears on another thread and tells the task. */
    private final class Listener implements Preparation.Listener {
        @Override
        public void ready() {
            mailToTask(() -> {
                takeOver();
                sendNext();
            });
        }

        @Override
        public void failed(Assignment assignment, Exception cause) {
            LOGGER.warn("Instruction {} cannot be followed yet", assignment.instructionId(), cause);
            mailToTask(() -> {
                measured.instructionFailed();
                tell(status(assignment, ControlState.FAILED)
                        .setDetail(String.valueOf(cause.getMessage()))
                        .build());
            });
        }
    }
}
