package dev.tamis.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    private final Hand clock = new Hand();
    private SupervisedProcess process = waiting(Path.of(""));

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-29T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Says a word and waits for the end of its input. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("here");
            while (System.in.read() >= 0) {
                // It waits.
            }
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        process = waiting(folder);
        process.tend();
    }

    private SupervisedProcess waiting(Path folder) {
        JvmCommand command = JvmCommand.ofThisClassPath("waiting", List.of("-Xmx32m"), Waiting.class, List.of());
        return new SupervisedProcess("waiting", command, folder.resolve("log"), clock);
    }

    @AfterEach
    void stop() {
        process.stop(Duration.ofSeconds(5));
    }

    @Test
    void startsAgainWhatLivedLongASecondLater() throws Exception {
        Long first = process.state().pid();
        clock.pass(Duration.ofMinutes(1));
        process.kill();
        process.tend();
        assertThat(process.state().running()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        process.tend();
        assertThat(process.state().running()).isTrue();
        assertThat(process.state().pid()).isNotEqualTo(first);
        assertThat(process.state().restarts()).isEqualTo(1);
        assertThat(process.endedByItself()).isZero();
    }

    @Test
    void waitsLongerEachTimeForWhatEndsSoon() throws Exception {
        for (int wait : List.of(2, 4, 8, 10, 10)) {
            process.kill();
            process.tend();
            clock.pass(Duration.ofSeconds(wait).minusMillis(1));
            process.tend();
            assertThat(process.state().running()).as("before %d s", wait).isFalse();
            clock.pass(Duration.ofMillis(1));
            process.tend();
            assertThat(process.state().running()).as("after %d s", wait).isTrue();
        }
    }

    @Test
    void startsNothingAgainThatWasStopped() throws Exception {
        process.stop(Duration.ofSeconds(5));
        clock.pass(Duration.ofMinutes(1));
        process.tend();
        assertThat(process.state().running()).isFalse();
    }
}
