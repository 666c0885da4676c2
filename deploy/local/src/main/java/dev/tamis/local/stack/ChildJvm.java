package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A JVM, with the class path of this one unless said otherwise, for a main class that watches its {@linkplain ParentPipe standard input}: it ends
 * with the JVM that started it, however that one ends. What it logs goes to the end of its log file.
 */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private ChildJvm(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param log takes what it says on standard error, at its end
     */
    public static ChildJvm start(JvmCommand command, Path log) throws IOException {
        return new ChildJvm(new ProcessBuilder(command.words())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** The process; its number is the JVM's. */
    public Process process() {
        return process;
    }

    /** Its standard output. */
    public BufferedReader answers() {
        return answers;
    }

    /** Writes a line to its standard input. */
    public void tell(String line) throws IOException {
        BufferedWriter writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /**
     * Asks it to end, and kills it where that takes too long.
     *
     * @param patience how long it may take
     */
    public void stop(Duration patience) {
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
