package dev.tamis.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.vision.detector.FixtureDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job and the peers that are written in Java, on a real broker, for as long as it takes to see that they work. */
@Timeout(300)
final class RigIT {
    private static final Plan SHORT = new Plan(200, 10_000, Duration.ofMillis(200), Duration.ofSeconds(2));

    @TempDir
    private Path folder;

    @Test
    void measuresServicesInTurn() throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        try (Rig rig = Rig.start(UploadSize.PX_32, SHORT, folder.resolve("rig"), detector)) {
            for (Service service : List.of(Service.plainJava(), Service.asyncFlink())) {
                Throughput throughput = rig.throughput(service);

                assertThat(throughput.imagesPerSecond()).as(service.name()).isBetween(10.0, 100_000.0);
                assertThat(throughput.serviceMillis()).as(service.name()).isPositive();
            }
            Work bare = rig.bareService(FileContent.EVERYTHING, SHORT.settling(), SHORT.measured());
            assertThat(bare.imagesPerSecond()).isPositive();
            assertThat(bare.stageMillis()).containsOnlyKeys(Stage.values());
            assertThat(rig.rawConsumer().imagesPerSecond()).isPositive();
            Growth growth = rig.growth(Service.plainJava(), SHORT.images() / 2);
            assertThat(growth.steps())
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.micros()).isPositive());
            Live live = rig.live(tamis(), List.of(0.2));
            assertThat(live.imagesPerSecond()).isBetween(10.0, 100_000.0);
            assertThat(live.latencies()).singleElement().satisfies(latency -> {
                assertThat(latency.lost()).isZero();
                assertThat(latency.measured()).isPositive();
                assertThat(latency.p99Ms()).isPositive();
            });
            Path recording = folder.resolve("plain.jfr");
            rig.record(Service.plainJava(), recording);
            assertThat(RecordingFile.readAllEvents(recording))
                    .filteredOn(event -> event.getStackTrace() != null)
                    .anySatisfy(event -> assertThat(event.getStackTrace().getFrames())
                            .anyMatch(frame ->
                                    frame.getMethod().getType().getName().equals(SingleImageJudge.class.getName())));
            Service broken = new Service("broken", 0, run -> List.of("sh", "-c", "echo no such thing; exit 1"));
            assertThatThrownBy(() -> rig.throughput(broken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("broken has ended")
                    .hasMessageContaining("no such thing");
        }
        assertThat(folder.resolve("rig")).doesNotExist();
    }

    /** As it is measured, of the classes that this test was built with. */
    private static Service tamis() {
        Service shipped = Service.tamis(Path.of(""), DeliveryGuarantee.AT_LEAST_ONCE);
        return new Service(shipped.name(), 0, run -> {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + Path.of("../deploy/local/jvm.options"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.tamis.local.LocalCli"));
            List<String> asShipped = shipped.maker().command(run);
            command.addAll(asShipped.subList(1, asShipped.size()));
            return command;
        });
    }
}
