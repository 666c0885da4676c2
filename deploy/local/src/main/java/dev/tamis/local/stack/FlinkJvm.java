package dev.tamis.local.stack;

import dev.tamis.local.stack.FlinkProcess.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * How the JVMs of a Flink cluster are started, with the class path of this JVM unless that is changed.
 *
 * @param configuration that stands in the folder
 * @param configFolder holds Flink's configuration file
 * @param scratch for what processes leave behind
 */
public record FlinkJvm(Configuration configuration, Path configFolder, Path scratch) {
    private static final List<String> FLAGS = List.of(
            "-Xshare:auto",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private static final List<String> JOB_MANAGER_FLAGS =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final List<String> ZOO_KEEPER_FLAGS =
            List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * A JobManager.
     *
     * @param options over the configuration, {@code key=value}
     */
    public JvmCommand jobManager(String name, List<String> options) {
        return flink(name, JOB_MANAGER_FLAGS, Role.JOB_MANAGER, dynamic(options));
    }

    /**
     * A TaskManager, with the memory that the configuration gives it.
     *
     * @param flags of the JVM, beside its memory
     * @param options over the configuration, {@code key=value}
     */
    public JvmCommand taskManager(String name, List<String> flags, List<String> options) {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        return flink(
                name,
                Stream.concat(words(ProcessMemoryUtils.generateJvmParametersStr(memory)), flags.stream())
                        .toList(),
                Role.TASK_MANAGER,
                Stream.concat(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)), dynamic(options)));
    }

    /**
     * A ZooKeeper, of that which comes with Flink.
     *
     * @param file its configuration
     * @param node its number
     */
    public JvmCommand zooKeeper(String name, Path file, int node) {
        return jvm(
                name,
                ZOO_KEEPER_FLAGS,
                Stream.of(Role.ZOO_KEEPER.name(), "--zkConfigFile", file.toString(), "--peerId", String.valueOf(node)));
    }

    private JvmCommand flink(String name, List<String> flags, Role role, Stream<String> options) {
        return jvm(name, flags, Stream.concat(Stream.of(role.name(), "--configDir", configFolder.toString()), options));
    }

    private JvmCommand jvm(String name, List<String> flags, Stream<String> arguments) {
        List<String> all = new ArrayList<>(FLAGS);
        all.addAll(flags);
        // A process that is killed leaves native libraries there.
        all.add("-Djava.io.tmpdir=" + scratch);
        return JvmCommand.ofThisClassPath(name, all, FlinkProcess.class, arguments.toList());
    }

    private static Stream<String> dynamic(List<String> options) {
        return options.stream().flatMap(option -> Stream.of("-D", option));
    }

    private static Stream<String> words(String line) {
        return Stream.of(line.strip().split("\\s+"));
    }
}
