package dev.tamis.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedTasksTest {
    private final List<Integer> received = new ArrayList<>();

    @Test
    void handsResultsOverInOrderAlthoughALaterTaskIsDoneFirst() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        try (OrderedTasks<Integer> tasks = new OrderedTasks<>(received::add)) {
            tasks.submit(() -> {
                later.await();
                return 0;
            });
            tasks.submit(() -> {
                later.countDown();
                return 1;
            });
            tasks.finish();
        }
        assertThat(received).containsExactly(0, 1);
    }

    @Test
    void boundsWhatIsInFlight() throws IOException {
        try (OrderedTasks<Integer> tasks = new OrderedTasks<>(received::add)) {
            for (int i = 0; i < 1000; i++) {
                int result = i;
                tasks.submit(() -> result);
            }
            assertThat(received).hasSize(1000 - 256);
            tasks.finish();
        }
        assertThat(received).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void passesOnWhyATaskFailed() throws IOException {
        try (OrderedTasks<Integer> tasks = new OrderedTasks<>(received::add)) {
            tasks.submit(() -> {
                throw new IOException("disk");
            });
            assertThatIOException().isThrownBy(tasks::finish).withMessage("disk");
            tasks.submit(() -> {
                throw new IllegalArgumentException("bug");
            });
            assertThatIllegalStateException()
                    .isThrownBy(tasks::finish)
                    .withRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }
}
