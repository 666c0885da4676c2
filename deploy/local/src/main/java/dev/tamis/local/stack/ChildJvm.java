package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM, with the class path of this one unless said otherwise, for a main class that watches its {@linkplain ParentPipe standard input}: it ends
 * with the JVM that started it, however that one ends. What it logs goes to the end of its log file.
 */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private ChildJvm(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param name what a list of processes shows
     * @param flags of the JVM
     * @param main the main class
     * @param arguments of the main class
     */
    static ChildJvm start(String name, List<String> flags, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> logging = Stream.concat(flags.stream(), Stream.of("-Dlog4j2.configurationFile=log4j2-child.xml"))
                .toList();
        return start(name, logging, System.getProperty("java.class.path"), main.getName(), arguments, log);
    }

    /** Starts one with another class path than that of this JVM, which has a logging configuration of its own. */
    static ChildJvm start(
            String name, List<String> flags, String classPath, String main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            // Ctrl-C reaches every process of the terminal; the parts of a stack stop in order.
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", name));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    Process process() {
        return process;
    }

    /** Its standard output. */
    BufferedReader answers() {
        return answers;
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        BufferedWriter writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    /** Ends it at once, as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Asks it to end, and kills it where that takes too long.
     *
     * @param patience how long it may take
     */
    void stop(Duration patience) {
        try {
            process.getOutputStream().close();
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException e) {
            // The pipe is gone with the process.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    @Override
    public void close() {
        kill();
    }
}
