package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

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

    private static final List<String> JVM_FLAGS =
            List.of("-Xms768m", "-Xmx768m", "-Xmn384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private static final String COMPILERS = "-XX:TieredStopAtLevel=";

    private final BrokerSettings settings;
    private final ChildJvm jvm;
    private final CompletableFuture<Boolean> ready;

    private LocalBroker(BrokerSettings settings, ChildJvm jvm) {
        this.settings = settings;
        this.jvm = jvm;
        this.ready = CompletableFuture.supplyAsync(() -> saysReady(jvm.answers()), LocalBroker::runInDaemon);
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
        return launch(folder, port, Map.of());
    }

    /**
     * As {@link #launch(Path, int)}, for a broker that asks its clients who they are.
     *
     * @param security settings of Kafka for its listeners, {@code CLIENT} and {@code CONTROLLER}, and for access
     */
    public static LocalBroker launch(Path folder, int port, Map<String, String> security) {
        BrokerSettings settings = BrokerSettings.alone(folder, port);
        try {
            List<String> arguments = List.of(settings.write(security).toString());
            return new LocalBroker(
                    settings,
                    ChildJvm.start(
                            JvmCommand.ofThisClassPath("tamis-broker", jvmFlags(), BrokerProcess.class, arguments),
                            settings.log()));
        } catch (IOException e) {
            throw new UncheckedIOException("a broker could not be started in " + folder, e);
        }
    }

    /** Where this JVM was started to run for long, with the better compiler, the broker is too. */
    private static List<String> jvmFlags() {
        Stream<String> inherited = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(COMPILERS));
        return Stream.concat(JVM_FLAGS.stream(), inherited).toList();
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
        return jvm.process().toHandle();
    }

    /** The broker's log file. */
    public Path log() {
        return settings.log();
    }

    /** Ends the broker at once, as a crash does. */
    public void kill() {
        jvm.kill();
    }

    /** Stops the broker in good order, or by force where that takes longer than {@code 20 s}. */
    @Override
    public void close() {
        jvm.stop(STOP_LIMIT);
    }

    private static void runInDaemon(Runnable task) {
        Thread thread = new Thread(task, "await-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean saysReady(BufferedReader answers) {
        try (BufferedReader reader = answers) {
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
