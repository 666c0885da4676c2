package dev.tamis.stream.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.stream.Submissions;
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
            operator.processElement(submission("a"), 1);
            operator.processElement(submission("b"), 2);
            operator.processElement(submission("a"), 3);

            assertThat(operator.ids()).containsExactly("a", "b");
        }
    }

    @Test
    void remembersDeliveriesOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness before = new Harness()) {
            before.open();
            before.processElement(submission("a"), 1);
            state = before.snapshot(1, 1);
        }
        try (Harness after = new Harness()) {
            after.initializeState(state);
            after.open();
            after.processElement(submission("a"), 2);
            after.processElement(submission("b"), 3);

            assertThat(after.ids()).containsExactly("b");
        }
    }

    @Test
    void forgetsADeliveryAfterItsTime() throws Exception {
        try (Harness operator = new Harness()) {
            operator.open();
            operator.setStateTtlProcessingTime(0);
            operator.processElement(submission("a"), 1);
            operator.setStateTtlProcessingTime(MEMORY.toMillis() - 1);
            operator.processElement(submission("a"), 2);
            operator.setStateTtlProcessingTime(MEMORY.toMillis());
            operator.processElement(submission("a"), 3);

            assertThat(operator.ids()).containsExactly("a", "a");
        }
    }

    private static Submission submission(String id) {
        return Submissions.submission(id, new byte[] {1});
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<String, Submission, Submission> {
        Harness() throws Exception {
            super(new KeyedProcessOperator<>(new FirstDeliveries(MEMORY)), Submission::id, Types.STRING);
        }

        Iterable<String> ids() {
            return extractOutputValues().stream().map(Submission::id).toList();
        }
    }
}
