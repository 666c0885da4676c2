package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ThreadTimesTest {
    @Test
    void countsWhatAThreadTakesUnderTheNameThatLinuxKeepsOfIt() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        Thread busy = new Thread(
                () -> {
                    while (!end.get()) {
                        Thread.onSpinWait();
                    }
                },
                "review desk (7) -> a sink");
        busy.start();
        try {
            Duration taken = Duration.ZERO;
            while (taken.isZero()) {
                taken = ThreadTimes.of(ProcessHandle.current()).of(JobPart.REVIEW_DESK.threads());
            }
            assertThat(ThreadTimes.of(ProcessHandle.current()).byName()).containsKey("review desk (7)");
            assertThat(ThreadTimes.of(ProcessHandle.current()).of(Pattern.compile("nobody")))
                    .isZero();
        } finally {
            end.set(true);
            busy.join();
        }
    }
}
