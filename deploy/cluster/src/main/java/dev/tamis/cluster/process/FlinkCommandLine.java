package dev.tamis.cluster.process;

import dev.tamis.local.stack.ChildJvm;
import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Flink's own command line, {@code bin/flink}.
 *
 * @param classPath Flink's
 * @param conf the folder of its configuration
 * @param log takes what it says beside its answer
 */
public record FlinkCommandLine(String classPath, Path conf, Path log) {
    private static final String MAIN = "org.apache.flink.client.cli.CliFrontend";
    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j2.configurationFile=log4j2-child.xml",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED");

    /** That of a cluster that was launched. */
    public static FlinkCommandLine of(ClusterSettings settings) throws IOException {
        return new FlinkCommandLine(
                Topology.flinkClassPath(settings), Topology.flinkConf(settings), settings.log("flink-cli"));
    }

    /**
     * Runs it.
     *
     * @param arguments an action of Flink and its options
     * @param onLine told of each line that it answers
     * @return its exit code
     */
    public int run(List<String> arguments, Consumer<String> onLine) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        JvmCommand command = new JvmCommand(
                "tamis-flink", List.of("env", "FLINK_CONF_DIR=" + conf), FLAGS, classPath, MAIN, arguments);
        try (ChildJvm jvm = ChildJvm.start(command, log)) {
            jvm.answers().lines().forEach(onLine);
            return jvm.process().waitFor();
        }
    }

    /**
     * Runs it.
     *
     * @return the lines that it answers
     * @throws IOException with Flink's own words, where it fails
     */
    List<String> require(List<String> arguments) throws IOException, InterruptedException {
        List<String> answer = new ArrayList<>();
        if (run(arguments, answer::add) != 0) {
            throw new IOException(
                    "flink %s failed; more in %s: %s".formatted(arguments.get(0), log, String.join("\n", answer)));
        }
        return answer;
    }
}
