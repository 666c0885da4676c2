package dev.tamis.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlameGraphsTest {
    @TempDir
    private Path folder;

    @Test
    void drawsWhatARecordingSaw() throws IOException {
        Path below = Files.createDirectory(folder.resolve("service"));
        record(below.resolve("profile.jfr"));

        List<Path> pages = FlameGraphs.draw(folder);

        assertThat(pages).containsExactly(below.resolve("profile.html"));
        assertThat(below.resolve("profile.html"))
                .content()
                .contains("service/profile.jfr")
                .contains("busyWork");
    }

    private static void record(Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            busyWork();
            recording.stop();
            recording.dump(file);
        }
    }

    private static void busyWork() {
        CRC32 sum = new CRC32();
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 10_000; i++) {
                sum.update(i);
            }
        }
        assertThat(sum.getValue()).isNotNegative();
    }
}
