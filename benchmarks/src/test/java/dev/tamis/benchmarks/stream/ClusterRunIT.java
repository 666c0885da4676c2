package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tamis.benchmarks.stream.ClusterRun.Cost;
import dev.tamis.benchmarks.stream.ClusterRun.Held;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job on two TaskManagers in processes of their own, for as long as it takes to see that it is measured. */
@Timeout(300)
final class ClusterRunIT {
    @TempDir
    private Path folder;

    @Test
    void measuresWhatAnImageCosts() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        try (ClusterRun run = ClusterRun.start(2, folder.resolve("run"), detector)) {
            run.warmUp(500);

            Cost cost = run.cost(UploadSize.PX_32, 6_000);

            assertThat(cost.imagesPerSecond()).isBetween(10.0, 100_000.0);
            assertThat(cost.busyShare()).isBetween(0.0, 1.1);
            assertThat(cost.millis()).containsOnlyKeys(JobPart.values());
            assertThat(cost.millis().get(JobPart.DECODE)).isPositive();
            assertThat(cost.millis().get(JobPart.STATE)).isPositive();
            assertThat(cost.jobMillis()).isBetween(0.01, 100.0);
            assertThat(cost.submissionBytes()).isBetween(1_000.0, 3_000.0);
            // An image crosses three exchanges with its file, and a verdict one.
            assertThat(cost.exchangedBytes()).isBetween(3 * 1_000.0, 50_000.0);
            Held held = run.held();
            assertThat(held.deliveryBytes()).isBetween(1.0, 10_000.0);
            assertThat(held.imageBytes()).isBetween(1.0, 10_000.0);
            assertThat(held.taskManagerBytes()).isGreaterThan(1e8);
        }
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
