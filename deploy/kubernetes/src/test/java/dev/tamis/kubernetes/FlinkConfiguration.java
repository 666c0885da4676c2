package dev.tamis.kubernetes;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Which options Flink has, from its own classes: a key that it does not know it ignores without a word. */
final class FlinkConfiguration {
    /** Of libraries that cannot be had here: of the operator, of its autoscaler, and of Flink's file systems for S3. */
    private static final List<String> ELSEWHERE =
            List.of("job.autoscaler.", "kubernetes.", "s3.", "metrics.reporter.prometheus.");

    private final Map<String, ConfigOption<?>> options = new HashMap<>();

    FlinkConfiguration() throws Exception {
        for (Class<?> ofJar : List.of(ConfigOption.class, TaskExecutorProcessUtils.class, RocksDBOptions.class)) {
            Path jar = Path.of(
                    ofJar.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (JarFile file = new JarFile(jar.toFile())) {
                for (String name : file.stream().map(Object::toString).toList()) {
                    if (name.endsWith("Options.class")) {
                        add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                    }
                }
            }
        }
    }

    private void add(String className) throws Exception {
        for (Field field :
                Class.forName(className, false, getClass().getClassLoader()).getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && Modifier.isPublic(field.getModifiers())
                    && field.getType() == ConfigOption.class) {
                ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                options.put(option.key(), option);
                for (FallbackKey key : option.fallbackKeys()) {
                    if (!key.isDeprecated()) {
                        options.put(key.getKey(), option);
                    }
                }
            }
        }
    }

    /** Which keys and values Flink would not take. */
    List<String> errors(Map<String, String> configuration) {
        Configuration flink = Configuration.fromMap(configuration);
        List<String> errors = new ArrayList<>();
        configuration.forEach((key, value) -> {
            ConfigOption<?> option = options.get(key);
            if (option != null) {
                try {
                    flink.getOptional(option);
                } catch (IllegalArgumentException e) {
                    errors.add(key + ": " + e.getMessage());
                }
            } else if (ELSEWHERE.stream().noneMatch(key::startsWith)) {
                errors.add(key + ": Flink has no such option");
            }
        });
        return errors;
    }

    /** Divides the memory of both kinds of process as they do when they start, which fails where it is not enough. */
    static void divideMemory(Map<String, String> configuration, String jobManager, String taskManager) {
        Configuration flink = Configuration.fromMap(configuration);
        flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(jobManager));
        flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(taskManager));
        JobManagerProcessUtils.processSpecFromConfig(flink);
        TaskExecutorProcessUtils.processSpecFromConfig(flink);
    }
}
