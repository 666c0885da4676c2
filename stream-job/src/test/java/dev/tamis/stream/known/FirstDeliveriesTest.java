package dev.tamis.stream.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.schemas.RejectionReason;
import dev.tamis.stream.Submissions;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.decode.Delivery;
import dev.tamis.stream.ingest.Rejections;
import dev.tamis.stream.ingest.Submission;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FirstDeliveriesTest {
    private static final Duration MEMORY = Duration.ofMinutes(10);

    @Test
    void letsTheFirstDeliveryPass() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.processElement(delivery("a"), 1);
            operator.processElement(delivery("b"), 2);
            operator.processElement(delivery("a"), 3);

            assertThat(operator.ids()).containsExactly("a", "b");
        }
    }

    @Test
    void rejectsAnUnreadableSubmissionOnceHoweverOftenItIsDelivered() throws Exception {
        Delivery unreadable = new Delivery(
                null,
                Submissions.submission("a", new byte[] {1})
                        .rejection(RejectionReason.UNKNOWN_FORMAT, "no image", Submissions.SUBMITTED_AT),
                null);
        try (Harness operator = new Harness()) {
            operator.open();
            operator.processElement(unreadable, 1);
            operator.processElement(unreadable, 2);

            assertThat(operator.extractOutputValues()).isEmpty();
            assertThat(operator.getSideOutput(Rejections.TAG)).singleElement().satisfies(record -> {
                assertThat(record.getTimestamp()).isEqualTo(1);
                assertThat(record.getValue()).isEqualTo(unreadable.rejection());
            });
        }
    }

    @Test
    void sendsASubmissionThatRefersToItsFileToBeReadOnce() throws Exception {
        Submission referring = Submissions.referring("a", "https://uploads.example/a.jpg");
        try (Harness operator = new Harness()) {
            operator.open();
            operator.processElement(new Delivery(null, null, referring), 1);
            operator.processElement(new Delivery(null, null, referring), 2);

            assertThat(operator.extractOutputValues()).isEmpty();
            assertThat(operator.getSideOutput(FirstDeliveries.REFERRING))
                    .singleElement()
                    .satisfies(record -> assertThat(record.getValue()).isEqualTo(referring));
        }
    }

    @Test
    void remembersDeliveriesOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.processElement(delivery("a"), 1);
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.processElement(delivery("a"), 2);
            after.processElement(delivery("b"), 3);

            assertThat(after.ids()).containsExactly("b");
        }
    }

    @Test
    void forgetsADeliveryAfterItsTime() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.setStateTtlProcessingTime(0);
            operator.processElement(delivery("a"), 1);
            operator.setStateTtlProcessingTime(MEMORY.toMillis() - 1);
            operator.processElement(delivery("a"), 2);
            operator.setStateTtlProcessingTime(MEMORY.toMillis());
            operator.processElement(delivery("a"), 3);

            assertThat(operator.ids()).containsExactly("a", "a");
        }
    }

    private static Delivery delivery(String id) {
        return new Delivery(Submissions.decoded(id, 100), null, null);
    }

    private static final class Harness
            extends KeyedOneInputStreamOperatorTestHarness<String, Delivery, DecodedSubmission> {
        Harness() throws Exception {
            super(new KeyedProcessOperator<>(new FirstDeliveries(MEMORY)), Delivery::id, Types.STRING);
        }

        Iterable<String> ids() {
            return extractOutputValues().stream()
                    .map(decoded -> decoded.submission().id())
                    .toList();
        }
    }
}
