package dev.tamis.cluster.process;

import dev.tamis.local.stack.ChildJvm;
import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Flink's own command line, {@code bin/flink}.
 *
 * @param classPath Flink's
 * @param conf the folder of its configuration
 * @param log takes what it says beside its answer
 */
record FlinkCommandLine(String classPath, Path conf, Path log) {
    private static final String MAIN = "org.apache.flink.client.cli.CliFrontend";
    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j2.configurationFile=log4j2-child.xml",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED");

    /**
     * Submits a job and returns when Flink has taken it.
     *
     * @param jar with the job
     * @param arguments of its main class
     * @throws IOException with Flink's own words, where it does not take it
     */
    void run(Path jar, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("run", "--detached", jar.toString()));
        words.addAll(arguments);
        Files.createDirectories(log.toAbsolutePath().getParent());
        JvmCommand command =
                new JvmCommand("tamis-submit", List.of("env", "FLINK_CONF_DIR=" + conf), FLAGS, classPath, MAIN, words);
        try (ChildJvm jvm = ChildJvm.start(command, log)) {
            String answer = jvm.answers().lines().collect(Collectors.joining("\n"));
            if (jvm.process().waitFor() != 0) {
                throw new IOException("Flink did not take the job; its answer is in %s: %s".formatted(log, answer));
            }
        }
    }
}
