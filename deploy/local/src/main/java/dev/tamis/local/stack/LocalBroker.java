package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Kafka broker in a JVM of its own, for one machine: a combined KRaft node on the loopback address.
 *
 * <p>It ends with the JVM that started it, however that one ends. Its data stay in its folder, so that another broker can
 * {@linkplain #launch start} on them. One thread owns it.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LOG_TAIL_LINES = 15;

    private static final List<String> JVM_FLAGS = List.of(
            "-Xms64m",
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dlog4j2.configurationFile=log4j2-broker.xml");

    private final BrokerSettings settings;
    private final Process process;
    private final CompletableFuture<Boolean> ready;

    private LocalBroker(BrokerSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.ready = CompletableFuture.supplyAsync(() -> saysReady(process), LocalBroker::runInDaemon);
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param folder for its data and log; made where it is missing; a broker that ran there before is continued
     */
    public static LocalBroker start(Path folder) {
        LocalBroker broker = launch(folder, 0);
        broker.awaitReady();
        return broker;
    }

    /**
     * Starts a broker without waiting for it.
     *
     * @param folder for its data and log; made where it is missing; a broker that ran there before is continued
     * @param port where clients connect; 0 for any free one
     * @throws UnusableKafkaException where the port is taken
     * @throws UncheckedIOException where the folder cannot be written
     */
    public static LocalBroker launch(Path folder, int port) {
        BrokerSettings settings = BrokerSettings.in(folder, port);
        try {
            Files.createDirectories(settings.folder());
            Process process = new ProcessBuilder(command(write(settings)))
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                    .start();
            return new LocalBroker(settings, process);
        } catch (IOException e) {
            throw new UncheckedIOException("a broker could not be started in " + folder, e);
        }
    }

    /**
     * Waits until the broker serves.
     *
     * @throws IllegalStateException with the end of its log, where it ended or took too long
     */
    public void awaitReady() {
        try {
            if (!ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw failure("ended before it was ready");
            }
        } catch (TimeoutException | ExecutionException e) {
            kill();
            throw failure("was not ready within " + START_LIMIT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    public int port() {
        return settings.port();
    }

    /** The process of the broker's JVM. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** The broker's log file. */
    public Path log() {
        return settings.log();
    }

    /** Ends the broker at once, as a crash does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops the broker in good order, or by force where that takes longer than {@code 20 s}. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // The pipe is gone with the process.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private static Path write(BrokerSettings settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings.toProperties());
        Path file = settings.folder().resolve("broker.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static List<String> command(Path properties) {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            // Ctrl-C reaches every process of the terminal; the broker must outlive the job that writes to it.
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "tamis-broker"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BrokerProcess.class.getName()));
        command.add(properties.toString());
        return command;
    }

    private static void runInDaemon(Runnable task) {
        Thread thread = new Thread(task, "await-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean saysReady(Process process) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            return BrokerProcess.READY.equals(reader.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    private IllegalStateException failure(String what) {
        String tail;
        try {
            List<String> lines = Files.readAllLines(log());
            tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            tail = "(no log: " + e.getMessage() + ")";
        }
        return new IllegalStateException("the broker %s; the end of %s:%n%s".formatted(what, log(), tail));
    }
}
