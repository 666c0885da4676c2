package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./tamis} as a person runs it in the repository. */
final class Launcher {
    /** The repository's root. */
    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private static final long PATIENCE_MINUTES = 5;

    private Launcher() {}

    /** Runs a command, which must succeed, and returns all that it printed. */
    static String run(Object... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    /** As {@link #run(Object...)}, with variables in its environment. */
    static String run(Map<String, String> environment, Object... arguments) throws Exception {
        return run(0, environment, arguments);
    }

    /** Runs a command, which must say that it failed, and returns all that it printed. */
    static String fail(Object... arguments) throws Exception {
        return run(1, Map.of(), arguments);
    }

    private static String run(int exitCode, Map<String, String> environment, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("tamis").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s%n%s", command, printed).isEqualTo(exitCode);
        return printed;
    }
}
