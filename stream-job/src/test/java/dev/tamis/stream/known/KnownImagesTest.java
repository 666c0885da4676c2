package dev.tamis.stream.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.decode.DecodedSubmission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class KnownImagesTest {
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final Instant DECIDED_AT = Submissions.SUBMITTED_AT;

    @Test
    void letsAnImagePassThatNobodyDecidedOn() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.submit("a");

            assertThat(operator.unknown()).containsExactly("a");
            assertThat(operator.decided()).isEmpty();
        }
    }

    @Test
    void takesADecidedImagePastTheNetwork() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            ReviewDecision decision = Submissions.decision(Decision.CONFIRMED, Verdict.GENERATED, DECIDED_AT);
            operator.decide(decision);
            operator.submit("a");

            assertThat(operator.unknown()).isEmpty();
            assertThat(operator.decided()).extracting(Sighting::decision).containsExactly(decision);
        }
    }

    @Test
    void holdsTheDecisionOfTheLatestTimeWhicheverCameFirst() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            ReviewDecision later =
                    Submissions.decision(Decision.CONFIRMED, Verdict.GENERATED, DECIDED_AT.plusSeconds(9));
            operator.decide(later);
            operator.decide(Submissions.decision(Decision.OVERTURNED, Verdict.GENERATED, DECIDED_AT));
            operator.submit("a");

            assertThat(operator.decided()).extracting(Sighting::decision).containsExactly(later);
        }
    }

    @Test
    void asksTheNetworkAgainOnceADecisionWasEscalated() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.decide(Submissions.decision(Decision.CONFIRMED, Verdict.GENERATED, DECIDED_AT));
            operator.decide(Submissions.decision(Decision.ESCALATED, Verdict.GENERATED, DECIDED_AT.plusSeconds(9)));
            operator.submit("a");

            assertThat(operator.unknown()).containsExactly("a");
        }
    }

    @Test
    void countsSightingsOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.decide(Submissions.decision(Decision.CONFIRMED, Verdict.UNCERTAIN, DECIDED_AT)); // says nothing
            before.submit("a");
            before.submit("b");
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.submit("c");

            assertThat(after.extractOutputValues())
                    .extracting(Sighting::inLastHour)
                    .containsExactly(3);
        }
    }

    @Test
    void remembersADecisionOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.decide(Submissions.decision(Decision.OVERTURNED, Verdict.GENERATED, DECIDED_AT));
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.submit("a");

            assertThat(after.decided()).hasSize(1);
        }
    }

    @Test
    void forgetsADecisionAfterItsTime() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.setStateTtlProcessingTime(0);
            operator.decide(Submissions.decision(Decision.CONFIRMED, Verdict.GENERATED, DECIDED_AT));
            operator.setStateTtlProcessingTime(MEMORY.toMillis());
            operator.submit("a");

            assertThat(operator.unknown()).containsExactly("a");
        }
    }

    @Test
    void doesNotLetASubmissionFromTheFutureHideTheOthers() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.setProcessingTime(Submissions.SUBMITTED_AT.toEpochMilli());
            DecodedSubmission wrong = Submissions.decoded("wrong clock", 1);
            wrong.submission().message().setSubmittedAt(Submissions.SUBMITTED_AT.plus(Duration.ofDays(9_000)));
            operator.processElement1(wrong, 1);
            operator.submit("a");

            assertThat(operator.extractOutputValues())
                    .extracting(Sighting::inLastHour)
                    .containsExactly(1, 2);
        }
    }

    private static final class Harness
            extends KeyedTwoInputStreamOperatorTestHarness<String, DecodedSubmission, ReviewDecision, Sighting> {
        Harness() throws Exception {
            super(
                    new KeyedCoProcessOperator<>(new KnownImages(MEMORY)),
                    DecodedSubmission::payloadSha256,
                    ReviewDecision::getPayloadSha256,
                    Types.STRING);
            setProcessingTime(
                    Submissions.SUBMITTED_AT.plus(Duration.ofMinutes(1)).toEpochMilli());
        }

        void submit(String id) throws Exception {
            processElement1(Submissions.decoded(id, 1), 1);
        }

        void decide(ReviewDecision decision) throws Exception {
            processElement2(decision, 1);
        }

        List<String> unknown() {
            return extractOutputValues().stream()
                    .map(sighting -> sighting.decoded().submission().id())
                    .toList();
        }

        List<Sighting> decided() {
            var decided = getSideOutput(KnownImages.DECIDED);
            return decided == null
                    ? List.of()
                    : decided.stream().map(StreamRecord::getValue).toList();
        }
    }
}
