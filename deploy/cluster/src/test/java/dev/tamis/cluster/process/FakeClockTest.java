package dev.tamis.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tamis.local.stack.ChildJvm;
import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FakeClockTest {
    private static final Duration LESS = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    /** Says what its clocks show, in milliseconds: that of the day and that of waiting. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws Exception {
            while (System.in.available() == 0) {
                System.out.println(System.currentTimeMillis() + " " + System.nanoTime() / 1_000_000);
                Thread.sleep(100);
            }
        }
    }

    @Test
    @Timeout(120)
    void setsTheTimeOfDayAndNotThatOfWaiting() throws Exception {
        Optional<Path> library = FakeClock.installedLibrary();
        if (library.isEmpty()) {
            System.err.println("""
                    +---------------------------------------------------------------------------+
                    | NO LIBFAKETIME HERE: clocks that jump are NOT TESTED.                     |
                    +---------------------------------------------------------------------------+""");
        }
        assumeTrue(library.isPresent(), "no libfaketime here");
        FakeClock clock = new FakeClock(library.get(), folder.resolve("clocks").resolve("teller"));
        clock.set(Duration.ZERO);
        JvmCommand teller = JvmCommand.ofThisClassPath("teller", List.of(), Teller.class, List.of());
        try (ChildJvm jvm = ChildJvm.start(clock.given(teller), folder.resolve("teller.log"))) {
            long waited = told(jvm, offset -> Math.abs(offset) < LESS.toMillis());
            clock.set(Duration.ofMinutes(5));
            told(jvm, offset -> offset > LESS.toMillis());
            clock.set(Duration.ofMinutes(-5));
            told(jvm, offset -> offset < -LESS.toMillis());
            clock.set(Duration.ZERO);
            long later = told(jvm, offset -> Math.abs(offset) < LESS.toMillis());
            assertThat(Duration.ofMillis(later - waited)).isBetween(Duration.ZERO, LESS);
        }
    }

    /** Reads on until the clock is off as it should be; returns what the clock of waiting shows then. */
    private static long told(ChildJvm jvm, Predicate<Long> offset) throws IOException {
        while (true) {
            String line = jvm.answers().readLine();
            assertThat(line).as("the process has ended").isNotNull();
            String[] clocks = line.split(" ");
            if (offset.test(Long.parseLong(clocks[0]) - System.currentTimeMillis())) {
                return Long.parseLong(clocks[1]);
            }
        }
    }
}
