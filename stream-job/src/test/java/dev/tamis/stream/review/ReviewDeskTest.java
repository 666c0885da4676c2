package dev.tamis.stream.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tamis.schemas.AlertKind;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ModerationAlert;
import dev.tamis.schemas.PerceptualHash;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.decide.Flagged;
import dev.tamis.stream.decide.Judgement;
import dev.tamis.stream.policy.BreakerLimits;
import dev.tamis.vision.similarity.PdqHash;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ReviewDeskTest {
    private static final String HASH = new PdqHash(1, 2, 3, 4).toString();
    private static final String NEAR = new PdqHash(1, 2, 3, 7).toString();

    @Test
    void raisesAFilesItemOnceAnHour() throws Exception {
        try (Harness desk = new Harness()) {
            desk.open();
            desk.review("a", "file 1", HASH, 0);
            desk.review("b", "file 1", HASH, 59);
            desk.review("c", "file 2", HASH, 59);
            desk.review("d", "file 1", HASH, 60);

            assertThat(desk.raised()).containsExactly("a", "c", "d");
            assertThat(desk.extractOutputValues())
                    .extracting(Judgement::verdict)
                    .extracting(ImageVerdict::getSubmissionId, ImageVerdict::getReviewItem)
                    .containsExactly(tuple("a", "a"), tuple("b", "a"), tuple("c", "c"), tuple("d", "d"));
        }
    }

    @Test
    void namesAGroupForWhatLooksAlike() throws Exception {
        try (Harness desk = new Harness()) {
            desk.open();
            desk.review("a", "file 1", HASH, 0);
            desk.review("b", "file 2", NEAR, 1);
            desk.review("c", "file 3", new PdqHash(~1, ~2, 3, 4).toString(), 2);

            assertThat(desk.extractOutputValues())
                    .extracting(judgement -> judgement.verdict().getNearDuplicates())
                    .containsExactly(HASH, HASH, new PdqHash(~1, ~2, 3, 4).toString());
        }
    }

    @Test
    void namesNoGroupForAnImageThatShowsTooLittle() throws Exception {
        try (Harness desk = new Harness()) {
            desk.open();
            desk.processElement(flagged(item("a", "file 1", HASH, 49, 0)), 1);

            assertThat(desk.extractOutputValues())
                    .extracting(judgement -> judgement.verdict().getNearDuplicates())
                    .containsOnlyNulls();
            assertThat(desk.raised()).containsExactly("a");
        }
    }

    @Test
    void remembersItemsAndGroupsOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.review("a", "file 1", HASH, 0);
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.review("b", "file 1", HASH, 1);
            after.review("c", "file 2", NEAR, 1);

            assertThat(after.raised()).containsExactly("c");
            assertThat(after.extractOutputValues())
                    .extracting(judgement -> judgement.verdict().getNearDuplicates())
                    .containsExactly(HASH, HASH);
        }
    }

    @Test
    void holdsBackWhatIsMoreThanADayAllowsAndSaysSoOnce() throws Exception {
        BreakerLimits two = new BreakerLimits(2, 1);
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.processElement(new Flagged(item("a", "file 1", HASH, 80, 0), 7, two), 1);
            before.processElement(new Flagged(item("b", "file 2", HASH, 80, 0), 0, two), 1);
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.processElement(new Flagged(item("c", "file 3", HASH, 80, 1), 0, two), 1);
            after.processElement(new Flagged(item("d", "file 4", HASH, 80, 2), 0, two), 1);
            after.processElement(new Flagged(item("next day", "file 5", HASH, 80, 60 * 24), 0, two), 1);

            assertThat(after.extractOutputValues())
                    .extracting(Judgement::verdict)
                    .extracting(ImageVerdict::getVerdict, ImageVerdict::getBasis)
                    .containsExactly(
                            tuple(Verdict.UNCERTAIN, VerdictBasis.CIRCUIT_BREAKER),
                            tuple(Verdict.UNCERTAIN, VerdictBasis.CIRCUIT_BREAKER),
                            tuple(Verdict.GENERATED, VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD));
            assertThat(after.raised()).containsExactly("c", "d", "next day");
            assertThat(after.getSideOutput(ReviewDesk.ALERTS))
                    .extracting(StreamRecord::getValue)
                    .extracting(ModerationAlert::getKind, ModerationAlert::getGenerated, ModerationAlert::getVerdicts)
                    .containsExactly(tuple(AlertKind.DAILY_LIMIT, 2, 9));
        }
    }

    private static ReviewItem item(String id, String file, String hash, int quality, int minute) {
        ImageVerdict verdict = ImageVerdict.newBuilder()
                .setSubmissionId(id)
                .setAccount("account")
                .setSubmittedAt(Submissions.SUBMITTED_AT.plus(Duration.ofMinutes(minute)))
                .setDecidedAt(Submissions.SUBMITTED_AT)
                .setPosition(new StreamPosition(Submissions.TOPIC, 0, 0L))
                .setVerdict(Verdict.GENERATED)
                .setBasis(VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD)
                .setImage(new ImageProperties("PNG", 640, 480, 3L, file, new PerceptualHash(hash, quality)))
                .build();
        return ReviewItem.newBuilder()
                .setSubmissionId(id)
                .setVerdict(verdict)
                .setDetectorInput(new DetectorInput(1, 1, ByteBuffer.wrap(new byte[3])))
                .build();
    }

    private static Flagged flagged(ReviewItem item) {
        return new Flagged(item, 0, BreakerLimits.NONE);
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<Boolean, Flagged, Judgement> {
        Harness() throws Exception {
            super(
                    new KeyedProcessOperator<>(
                            new ReviewDesk(new ReviewSettings(100, Duration.ofDays(1)), Clock.systemUTC())),
                    flagged -> true,
                    Types.BOOLEAN);
            setProcessingTime(Submissions.SUBMITTED_AT.plus(Duration.ofDays(1)).toEpochMilli());
        }

        void review(String id, String file, String hash, int minute) throws Exception {
            processElement(flagged(item(id, file, hash, 80, minute)), 1);
        }

        List<String> raised() {
            return extractOutputValues().stream()
                    .flatMap(judgement -> Stream.ofNullable(judgement.item()))
                    .map(ReviewItem::getSubmissionId)
                    .toList();
        }
    }
}
