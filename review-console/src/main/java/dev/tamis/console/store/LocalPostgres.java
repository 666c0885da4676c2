package dev.tamis.console.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server on this machine alone, for those who have none: its programs come as a library. */
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String SUPERUSER = "postgres";

    /** Of its first line: the process that serves a folder. */
    private static final String PID_FILE = "postmaster.pid";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final int ANY = 0;

    private final EmbeddedPostgres server;
    private final Path folder;

    private LocalPostgres(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts it on a free port. */
    public static LocalPostgres start(Path folder) throws IOException {
        return start(folder, ANY);
    }

    /**
     * Starts it on the loopback interface. One that a console which was killed left behind is stopped first.
     *
     * @param folder of its data; what is there already is kept
     * @param port where it answers; 0 for any free one
     * @throws IOException where it does not start
     */
    public static LocalPostgres start(Path folder, int port) throws IOException {
        running(folder).ifPresent(left -> stop(left, folder));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPort(port)
                .setOverrideWorkingDirectory(programs().toFile())
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // The library is made for tests, and has these off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new LocalPostgres(server, folder);
    }

    /** Not in the folder for temporary files, where anyone may put programs. */
    private static Path programs() {
        return Path.of(System.getProperty("user.home"), ".cache", "tamis", "postgresql");
    }

    private static Optional<ProcessHandle> running(Path folder) throws IOException {
        Path pidFile = folder.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(line -> Long.parseLong(line.strip()))
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }

    private static void stop(ProcessHandle left, Path folder) {
        LOG.warn("Stopping a PostgreSQL that was left behind in {}", folder);
        left.destroy();
        try {
            left.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a PostgreSQL that was left behind in " + folder + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping PostgreSQL", e);
        }
    }

    /** Runs something when the server ends, by itself too. */
    void onEnd(Runnable action) throws IOException {
        running(folder)
                .orElseThrow(() -> new IOException("PostgreSQL has ended in " + folder))
                .onExit()
                .thenRun(action);
    }

    /** Connects to its database. */
    public Database open() {
        return Database.open(url(), SUPERUSER, "");
    }

    /** Where it is, for JDBC. */
    public String url() {
        return server.getJdbcUrl(SUPERUSER, SUPERUSER);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
