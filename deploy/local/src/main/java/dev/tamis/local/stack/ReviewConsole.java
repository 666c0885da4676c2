package dev.tamis.local.stack;

import dev.tamis.local.stack.Installation.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The review console, in a JVM of its own: it has libraries that do not go with Flink's. */
public final class ReviewConsole implements AutoCloseable {
    private static final String MAIN = "dev.tamis.console.ConsoleCli";
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /** The last line that it says when it serves. */
    private static final String READY = "console: ";

    private final ChildJvm jvm;
    private final List<String> lines;
    private final Path log;
    private volatile boolean closed;

    private ReviewConsole(ChildJvm jvm, List<String> lines, Path log) {
        this.jvm = jvm;
        this.lines = lines;
        this.log = log;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param home of the project, with the console built, or of a release
     * @param folder for its database and log; one that ran there before is continued
     * @param detector that the job uses; others in its folder can be promoted
     * @param port where browsers connect; 0 for any free one
     * @throws IllegalStateException where it is not built, or ended before it served
     */
    public static ReviewConsole start(Path home, Path folder, String bootstrapServers, Path detector, int port) {
        return start(home, folder, bootstrapServers, detector, port, List.of());
    }

    /**
     * As {@link #start(Path, Path, String, Path, int)}.
     *
     * @param more options of its command line
     */
    public static ReviewConsole start(
            Path home, Path folder, String bootstrapServers, Path detector, int port, List<String> more) {
        Installation installation = new Installation(home);
        Path log = folder.resolve("console.log");
        try {
            if (!installation.has(Room.CONSOLE)) {
                throw new IllegalStateException("the review console is not built: ./mvnw package -pl review-console -am"
                        + " builds it, --no-console does without");
            }
            Files.createDirectories(folder);
            List<String> arguments = new ArrayList<>(more);
            arguments.addAll(List.of(
                    "--bootstrap",
                    bootstrapServers,
                    "--dir",
                    folder.resolve("console").toString(),
                    "--models",
                    String.valueOf(detector.toAbsolutePath().getParent()),
                    "--port",
                    String.valueOf(port),
                    "--until-input-ends"));
            JvmCommand command = new JvmCommand(
                    "tamis-console", List.of(), JVM_FLAGS, installation.classPath(Room.CONSOLE), MAIN, arguments);
            ChildJvm jvm = ChildJvm.start(command, log);
            return new ReviewConsole(jvm, untilReady(jvm, log), log);
        } catch (IOException e) {
            throw new UncheckedIOException("the review console could not be started in " + folder, e);
        }
    }

    private static List<String> untilReady(ChildJvm jvm, Path log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = jvm.answers().readLine();
                line != null;
                line = jvm.answers().readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                return List.copyOf(lines);
            }
        }
        throw new IllegalStateException("the review console ended before it served; its log: " + log);
    }

    /** Says where it ended though nobody asked it to. */
    public void onDeath(Consumer<String> say) {
        jvm.process().onExit().thenRun(() -> {
            if (!closed) {
                say.accept("the review console ended, and the rest goes on; its log: " + log);
            }
        });
    }

    /** What it has to say to whoever started it: where it is, and how the first administrator gets in. */
    public List<String> lines() {
        return lines;
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        closed = true;
        jvm.kill();
    }

    @Override
    public void close() {
        closed = true;
        jvm.stop(STOP_LIMIT);
    }
}
