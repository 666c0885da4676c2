package dev.tamis.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.cluster.process.ClusterState.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
    private ClusterFolder folder = new ClusterFolder(Path.of(""));

    @BeforeEach
    void create(@TempDir Path temporary) throws Exception {
        folder = new ClusterFolder(temporary.resolve("cluster"));
        folder.create();
    }

    @Test
    void keepsHowAClusterIsMade() throws Exception {
        ClusterSettings settings = new ClusterSettings(
                Path.of("/home"),
                folder.folder(),
                Path.of("/detector.onnx"),
                "s3://bucket/tamis",
                3,
                2,
                3,
                2,
                Map.of("tamis.detector.device", "cpu"),
                true,
                Path.of("/usr/lib/libfaketimeMT.so.1"),
                Ports.wellKnown(3, 2, 3));
        folder.write(settings);
        assertThat(folder.settings()).contains(settings);
    }

    @Test
    void findsTheKeeperOnlyWhereItIsTheSameProcess() throws Exception {
        Instant since = ProcessHandle.current().info().startInstant().orElseThrow();
        folder.write(state(since));
        assertThat(folder.state().flatMap(ClusterState::keeper)).contains(ProcessHandle.current());

        folder.write(state(since.minusSeconds(60)));
        assertThat(folder.state()).isPresent();
        assertThat(folder.state().flatMap(ClusterState::keeper)).isEmpty();
    }

    private static ClusterState state(Instant since) {
        ProcessState process = new ProcessState("kafka-1", 12L, true, since, 1, List.of("ready"), "/logs/kafka-1.log");
        return new ClusterState(ProcessHandle.current().pid(), since, Phase.RUNNING, "running", List.of(process));
    }
}
