package dev.tamis.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.schemas.ControlState;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.ShadowDisagreement;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictThresholds;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.known.Sighting;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class DetectOperatorTest {
    private static final int MAX_BATCH = 4;
    private static final DetectorReference FIRST = new DetectorReference("first", null);
    private static final DetectorReference OTHER = new DetectorReference("other", null);
    private static final Assignment OPTIONS = new Assignment(null, FIRST, null, VerdictSettings.DEFAULT);

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
            operator.input().processElement1(new StreamRecord<>(Submissions.sighting("a", 1)));
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
            operator.input().processElement1(shell);
            operator.input().processElement1(shell.replace(Submissions.sighting("b", 2), 2));
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
            awaitUntil(operator, () -> !operator.extractOutputValues().isEmpty());

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
    void waitsForItsImagesBeforeACheckpoint() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 10);
            operator.prepareSnapshotPreBarrier(1);

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
            operator.input().processWatermark2(Watermark.MAX_WATERMARK);
            operator.input().processWatermark1(new Watermark(102));
            send(operator, 3, 1);

            assertThat(List.copyOf(operator.getOutput()).subList(0, 4)).last().isEqualTo(new Watermark(102));
        }
    }

    @Test
    void turnsIdleOnlyAfterTheImagesBefore() throws Exception {
        try (Harness operator = opened(detector)) {
            send(operator, 0, 3);
            operator.input().processWatermarkStatus2(WatermarkStatus.IDLE);
            operator.input().processWatermarkStatus1(WatermarkStatus.IDLE);

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
    void doesNotStartWithADetectorThatCannotBeUsed() throws Exception {
        Harness operator = new Harness(
                reference -> {
                    throw new UnusableDetectorException("no such file");
                },
                OPTIONS);

        assertThatThrownBy(operator::open).hasMessageContaining("no such file");
        operator.getOperator().close();
    }

    @Test
    void saysWhatItScoresWith() throws Exception {
        try (Harness operator = opened(detector)) {
            awaitUntil(operator, () -> !operator.statuses().isEmpty());

            ControlStatus status = operator.statuses().get(0);
            assertThat(status.getState()).isEqualTo(ControlState.ACTIVE);
            assertThat(status.getInstructionId()).isNull();
            assertThat(status.getDetector().getId()).isEqualTo("controlled");
            assertThat(status.getThresholds()).isEqualTo(new VerdictThresholds(0.3, 0.7));
            assertThat(List.of(status.getSubtask(), status.getSubtasks())).containsExactly(0, 1);
        }
    }

    @Test
    void warmsADetectorUpBeforeItsFirstImage() throws Exception {
        try (Harness operator = opened(detector)) {
            assertThat(detector.warmUps()).isNotEmpty().containsOnly(MAX_BATCH);
            assertThat(detector.batchSizes()).isEmpty();
        }
    }

    /** The batch that is out stays with the detector that has it; the one that waits goes to the new one. */
    @Test
    void switchesBetweenTwoBatches() throws Exception {
        ControlledDetector other = ControlledDetector.open("other");
        try (Harness operator = opened(held, other)) {
            send(operator, 0, 4);
            operator.assign(promotion("p", OTHER));
            awaitReady(operator);
            held.release();
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputValues())
                    .extracting(detected ->
                            grey(detected) + " by " + detected.detector().getId())
                    .containsExactly("0 by controlled", "1 by other", "2 by other", "3 by other");
            assertThat(held.batchSizes()).containsExactly(1);
            assertThat(other.batchSizes()).containsExactly(3);
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            ControlStatus status = operator.statuses().get(1);
            assertThat(status.getInstructionId()).isEqualTo("p");
            assertThat(status.getState()).isEqualTo(ControlState.ACTIVE);
            assertThat(status.getDetector().getId()).isEqualTo("other");
            assertThat(status.getPauseMicros()).isNotNull();
            held.awaitClosed();
        }
    }

    @Test
    void goesOnWithWhatItHasWhileTheOtherIsLoaded() throws Exception {
        CompletableFuture<Void> mayLoad = new CompletableFuture<>();
        ControlledDetector other = ControlledDetector.open("other");
        try (Harness operator = new Harness(
                reference -> {
                    if (reference.equals(OTHER)) {
                        mayLoad.join();
                        return new LoadedDetector(other, ControlledDetector.SHA256, "CPU");
                    }
                    return new LoadedDetector(detector, ControlledDetector.SHA256, "CPU");
                },
                OPTIONS)) {
            operator.open();
            operator.assign(promotion("p", OTHER));
            send(operator, 0, 20);
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputValues())
                    .hasSize(20)
                    .extracting(detected -> detected.detector().getId())
                    .containsOnly("controlled");
            mayLoad.complete(null);
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            send(operator, 20, 1);
            operator.prepareSnapshotPreBarrier(2);

            assertThat(operator.extractOutputValues())
                    .last()
                    .extracting(detected -> detected.detector().getId())
                    .isEqualTo("other");
        }
    }

    @Test
    void goesOnWithWhatItHasWhereTheOtherCannotBeLoadedAndSaysSo() throws Exception {
        try (Harness operator = new Harness(
                reference -> {
                    if (reference.equals(OTHER)) {
                        throw new UnusableDetectorException("the file is gone");
                    }
                    return new LoadedDetector(detector, ControlledDetector.SHA256, "CPU");
                },
                OPTIONS)) {
            operator.open();
            operator.assign(promotion("p", OTHER));
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            send(operator, 0, 1);
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.statuses().get(1).getState()).isEqualTo(ControlState.FAILED);
            assertThat(operator.statuses().get(1).getDetail()).isEqualTo("the file is gone");
            assertThat(operator.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void rulesByChangedThresholdsWithTheSameDetector() throws Exception {
        try (Harness operator = opened(detector)) {
            operator.assign(new Assignment("t", FIRST, null, VerdictSettings.DEFAULT.with(0.1, 0.2)));
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            send(operator, 0, 1);
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputValues())
                    .extracting(detected -> detected.policy().thresholds())
                    .containsExactly(new Thresholds(0.1, 0.2));
            assertThat(detector.isClosed()).isFalse();
        }
    }

    @Test
    void beginsWithWhatWasInForceWhenItIsRestored() throws Exception {
        ControlledDetector other = ControlledDetector.open("other");
        OperatorSubtaskState checkpoint;
        try (Harness operator = opened(detector, other)) {
            operator.assign(promotion("p", OTHER));
            checkpoint = operator.snapshot(1, 1);
        }

        ControlledDetector again = ControlledDetector.open("other");
        try (Harness restored = new Harness(loader(ControlledDetector.open(), again), OPTIONS)) {
            restored.initializeState(checkpoint);
            restored.open();
            send(restored, 0, 1);
            restored.prepareSnapshotPreBarrier(2);

            assertThat(again.batchSizes()).containsExactly(1);
        }
    }

    @Test
    void followsOptionsThatChangedSinceAndForgetsTheInstructions() throws Exception {
        OperatorSubtaskState checkpoint;
        try (Harness operator = opened(detector, ControlledDetector.open("other"))) {
            operator.assign(promotion("p", OTHER));
            checkpoint = operator.snapshot(1, 1);
        }

        ControlledDetector first = ControlledDetector.open();
        Assignment changed = new Assignment(null, FIRST, null, VerdictSettings.DEFAULT.with(0.1, 0.2));
        try (Harness restored = new Harness(loader(first, ControlledDetector.open("other")), changed)) {
            restored.initializeState(checkpoint);
            restored.open();
            send(restored, 0, 1);
            restored.prepareSnapshotPreBarrier(2);

            assertThat(first.batchSizes()).containsExactly(1);
        }
    }

    @Test
    void tellsWhereAShadowDisagrees() throws Exception {
        ControlledDetector shadow = ControlledDetector.open("shadow");
        shadow.invert();
        Assignment shadowed = new Assignment("s", FIRST, OTHER, VerdictSettings.DEFAULT);
        try (Harness operator = opened(detector, shadow)) {
            operator.assign(shadowed);
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            for (int grey : List.of(0, 127, 255)) {
                send(operator, grey, 1);
                operator.prepareSnapshotPreBarrier(1);
            }

            assertThat(operator.statuses().get(1).getShadow().getId()).isEqualTo("shadow");
            assertThat(operator.extractOutputValues())
                    .extracting(detected -> detected.detector().getId())
                    .containsExactly("controlled", "controlled", "controlled");
            assertThat(operator.disagreements())
                    .extracting(
                            ShadowDisagreement::getSubmissionId,
                            ShadowDisagreement::getOutcome,
                            ShadowDisagreement::getShadowOutcome,
                            ShadowDisagreement::getShadowScore)
                    .containsExactly(
                            tuple("id-0", Verdict.AUTHENTIC, Verdict.GENERATED, 1.0),
                            tuple("id-255", Verdict.GENERATED, Verdict.AUTHENTIC, 0.0));
        }
    }

    @Test
    void doesNotWaitForAShadowThatIsSlower() throws Exception {
        ControlledDetector shadow = ControlledDetector.held("shadow");
        try (Harness operator = opened(detector, shadow)) {
            operator.assign(new Assignment("s", FIRST, OTHER, VerdictSettings.DEFAULT));
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            send(operator, 0, 50);
            awaitUntil(operator, () -> operator.extractOutputValues().size() == 50);

            assertThat(shadow.batchSizes()).hasSize(1);
            shadow.release();
            operator.prepareSnapshotPreBarrier(1);
            assertThat(shadow.batchSizes().stream().mapToInt(Integer::intValue).sum())
                    .isLessThanOrEqualTo(1 + MAX_BATCH);
        }
    }

    @Test
    void survivesAShadowThatFails() throws Exception {
        ControlledDetector shadow = ControlledDetector.open("shadow");
        shadow.fail();
        try (Harness operator = opened(detector, shadow)) {
            operator.assign(new Assignment("s", FIRST, OTHER, VerdictSettings.DEFAULT));
            awaitUntil(operator, () -> operator.statuses().size() == 2);
            send(operator, 0, 10);
            operator.prepareSnapshotPreBarrier(1);

            assertThat(operator.extractOutputValues()).hasSize(10);
        }
    }

    @Test
    void letsGoWhatWasLoadedForNothing() throws Exception {
        ControlledDetector other = ControlledDetector.open("other");
        Harness operator = opened(held, other);
        send(operator, 0, 1);
        operator.assign(promotion("p", OTHER));
        awaitReady(operator);
        held.release();
        operator.getOperator().close();

        other.awaitClosed();
    }

    private static Assignment promotion(String instruction, DetectorReference detector) {
        return new Assignment(instruction, detector, null, VerdictSettings.DEFAULT);
    }

    private static Harness opened(ControlledDetector first, ControlledDetector other) throws Exception {
        Harness operator = new Harness(loader(first, other), OPTIONS);
        operator.open();
        return operator;
    }

    private static DetectorLoader loader(ControlledDetector first, ControlledDetector other) {
        return reference ->
                new LoadedDetector(reference.equals(OTHER) ? other : first, ControlledDetector.SHA256, "CPU");
    }

    /** What is ready tells the task so by a mail, the only one after the first status while a batch is out. */
    private static void awaitReady(Harness operator) throws Exception {
        awaitUntil(operator, () -> operator.statuses().size() == 1);
        operator.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }

    /** Lets the task take its mail until something is so. */
    private static void awaitUntil(Harness operator, BooleanSupplier condition) throws Exception {
        while (!condition.getAsBoolean()) {
            operator.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
        }
    }

    private static Harness opened(ControlledDetector detector) throws Exception {
        Harness operator = new Harness(detector);
        operator.open();
        return operator;
    }

    /** Sends images whose grey is their number and whose timestamp is 100 more. */
    private static void send(Harness operator, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            operator.image(Submissions.sighting("id-" + i, i), 100 + i);
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

    /** Flink's harness of two inputs takes no factory. */
    private static final class Harness extends AbstractStreamOperatorTestHarness<DetectedSubmission> {
        Harness(ControlledDetector detector) throws Exception {
            this(detector.loader(), OPTIONS);
        }

        Harness(DetectorLoader loader, Assignment options) throws Exception {
            super(new DetectOperatorFactory(loader, options, MAX_BATCH, Clock.systemUTC()), 1, 1, 0);
        }

        void image(Sighting sighting, long timestamp) throws Exception {
            input().processElement1(new StreamRecord<>(sighting, timestamp));
        }

        void assign(Assignment assignment) throws Exception {
            input().processElement2(new StreamRecord<>(assignment));
        }

        DetectOperator input() {
            return (DetectOperator) operator;
        }

        List<ControlStatus> statuses() {
            return values(getSideOutput(DetectOperatorFactory.STATUS));
        }

        List<ShadowDisagreement> disagreements() {
            return values(getSideOutput(DetectOperatorFactory.DISAGREEMENTS));
        }

        private static <T> List<T> values(@Nullable Collection<StreamRecord<T>> records) {
            return records == null
                    ? List.of()
                    : records.stream().map(StreamRecord::getValue).toList();
        }
    }
}
