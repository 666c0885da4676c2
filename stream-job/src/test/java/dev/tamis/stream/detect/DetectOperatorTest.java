package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class DetectOperatorTest {
    private static final DetectorIdentity EXPECTED =
            new DetectorIdentity("controlled", ControlledDetector.SHA256, PreprocessSpec.CIFAKE.fingerprint());
    private static final int MAX_BATCH = 4;

    private final ControlledDetector detector = ControlledDetector.open();
    private final ControlledDetector held = ControlledDetector.held();

    @Test
    void emitsResultsInOrderWithTheTimestampOfTheirRecord() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 20);
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputStreamRecords())
                    .extracting(record -> record.getTimestamp() + ":" + grey(record.getValue()))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> (100 + i) + ":" + i)
                            .toList());
        }
    }

    @Test
    void givesNoTimestampToARecordWithoutOne() throws Exception {
        try (Harness operator = opened(detector)) {
            operator.processElement(new StreamRecord<>(Submissions.sighting("a", 1)));
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputStreamRecords())
                    .extracting(StreamRecord::hasTimestamp)
                    .containsExactly(false);
        }
    }

    @Test
    void keepsItsRecordsWhereTheSenderUsesOneShellForAll() throws Exception {
        try (Harness operator = opened(held)) {
            StreamRecord<Sighting> shell = new StreamRecord<>(Submissions.sighting("a", 1), 1);
            operator.processElement(shell);
            operator.processElement(shell.replace(Submissions.sighting("b", 2), 2));
            held.release();
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputStreamRecords())
                    .extracting(record -> record.getTimestamp() + ":" + grey(record.getValue()))
                    .containsExactly("1:1", "2:2");
        }
    }

    @Test
    void sendsTheFirstImageAtOnceAndTogetherWhatArrivesMeanwhile() throws Exception {
        try (Harness operator = opened(held)) {
            send(operator, 0, 4);
            held.release();
            operator.prepareSnapshotPreBarrier(1);

            assertThat(held.batchSizes()).containsExactly(1, 3);
        }
    }

    @Test
    void emitsWithoutABarrierAsSoonAsTheModelIsDone() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 1);
            operator.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();

            assertThat(operator.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void holdsItsInputBackWhileBothBatchesAreFull() throws Exception {
        try (Harness operator = opened(held)) {
            send(operator, 0, 1 + MAX_BATCH);
            assertThat(operator.extractOutputValues()).isEmpty();

            Thread task = Thread.currentThread();
            CompletableFuture<Void> observer = CompletableFuture.runAsync(() -> {
                awaitBlocked(task);
                held.release();
            });
            send(operator, 1 + MAX_BATCH, 1);

            assertThat(held.isReleased()).isTrue();
            observer.join();
            assertThat(operator.extractOutputValues())
                    .extracting(DetectOperatorTest::grey)
                    .startsWith(0);
            operator.prepareSnapshotPreBarrier(1);
            assertThat(held.batchSizes()).startsWith(1, MAX_BATCH);
            assertThat(operator.extractOutputValues()).hasSize(2 + MAX_BATCH);
        }
    }

    @Test
    void leavesNoImageInACheckpoint() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 10);
            operator.prepareSnapshotPreBarrier(1);
            OperatorSubtaskState checkpoint = operator.snapshot(1, 1);

            assertThat(checkpoint.hasState()).isFalse();
            assertThat(operator.extractOutputValues()).hasSize(10);
        }
    }

    @Test
    void emitsNothingTwiceAndLosesNothingOverARestore() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Harness operator = opened(detector)) {
            send(operator, 0, 10);
            operator.prepareSnapshotPreBarrier(1);
            checkpoint = operator.snapshot(1, 1);
            assertThat(operator.extractOutputValues()).hasSize(10);
        }

        try (Harness restored = new Harness(ControlledDetector.open())) {
            restored.initializeState(checkpoint);
            restored.open();
            send(restored, 10, 5);
            restored.prepareSnapshotPreBarrier(2);

            assertThat(restored.extractOutputValues())
                    .extracting(DetectOperatorTest::grey)
                    .containsExactly(10, 11, 12, 13, 14);
        }
    }

    @Test
    void letsAWatermarkPassOnlyAfterTheImagesBeforeIt() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 3);
            operator.processWatermark(new Watermark(102));
            send(operator, 3, 1);

            assertThat(List.copyOf(operator.getOutput()).subList(0, 4)).last().isEqualTo(new Watermark(102));
        }
    }

    @Test
    void turnsIdleOnlyAfterTheImagesBefore() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 3);
            operator.processWatermarkStatus(WatermarkStatus.IDLE);

            assertThat(List.copyOf(operator.getOutput())).hasSize(4).last().isEqualTo(WatermarkStatus.IDLE);
        }
    }

    @Test
    void emitsEverythingAtTheEndOfItsInput() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 7);
            operator.getOperator().finish();

            assertThat(operator.extractOutputValues()).hasSize(7);
        }
    }

    @Test
    void failsTheTaskWithTheCauseOfTheModelsFailure() throws Exception {
        Harness operator = opened(detector);
        detector.fail();
        send(operator, 0, 1);

        assertThatThrownBy(() -> operator.prepareSnapshotPreBarrier(1))
                .hasStackTraceContaining("the detector failed on a batch of 1 images")
                .hasRootCauseMessage("the network is broken");
        assertThat(operator.extractOutputValues()).isEmpty();
        operator.getOperator().close();
    }

    @Test
    void stopsWaitingWhenTheTaskIsCancelled() throws Exception {
        Harness operator = opened(held);
        send(operator, 0, 1);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> operator.prepareSnapshotPreBarrier(1)).isInstanceOf(InterruptedException.class);
        held.release();
        operator.getOperator().close();
    }

    @Test
    void closesTheDetectorAlsoWithABatchOut() throws Exception {
        Harness operator = opened(held);
        send(operator, 0, 3);
        held.release();
        operator.getOperator().close();

        held.awaitClosed();
    }

    @Test
    void refusesAnotherDetectorThanTheOneTheJobWasBuiltFor() throws Exception {
        Harness operator = new Harness(
                new DetectOperatorFactory(detector.loader(), new DetectorIdentity("other", "1", "2"), MAX_BATCH));

        assertThatThrownBy(operator::open)
                .hasMessageContaining("other")
                .hasMessageContaining("controlled")
                .hasMessageContaining("submit the job again");
        operator.getOperator().close();
        assertThat(detector.isClosed()).isTrue();
    }

    private static Harness opened(ControlledDetector detector) throws Exception {
        Harness operator = new Harness(detector);
        operator.open();
        return operator;
    }

    /** Sends images whose grey is their number and whose timestamp is 100 more. */
    private static void send(Harness operator, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            operator.processElement(Submissions.sighting("id-" + i, i), 100 + i);
        }
    }

    private static int grey(DetectedSubmission detected) {
        return (int) Math.round(detected.detection().score() * 255);
    }

    /** The mailbox waits in slices of time, so a waiting task is in either state. */
    private static void awaitBlocked(Thread task) {
        while (task.getState() != Thread.State.WAITING && task.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<Sighting, DetectedSubmission> {
        Harness(ControlledDetector detector) throws Exception {
            this(new DetectOperatorFactory(detector.loader(), EXPECTED, MAX_BATCH));
        }

        Harness(DetectOperatorFactory factory) throws Exception {
            super(factory);
        }
    }
}
