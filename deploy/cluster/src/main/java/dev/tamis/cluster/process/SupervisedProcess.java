package dev.tamis.cluster.process;

import dev.tamis.local.stack.ChildJvm;
import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is started again when it has ended, later each time that it ends soon. Safe for several threads. */
final class SupervisedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** What lives so long has been started well. */
    private static final Duration WELL = Duration.ofSeconds(30);

    private static final int MOST_LINES = 100;

    private final String name;
    private final JvmCommand command;
    private final Path log;
    private final Clock clock;
    private @Nullable ChildJvm jvm;
    private @Nullable Instant since;
    private @Nullable Instant next;
    private List<String> said = List.of();
    private Duration wait = FIRST_WAIT;
    private int starts;
    private int kills;
    private boolean closed;

    SupervisedProcess(String name, JvmCommand command, Path log, Clock clock) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.clock = clock;
    }

    /** Starts it where it does not run and its time has come. */
    synchronized void tend() throws IOException {
        Instant now = clock.instant();
        if (closed || (jvm != null && jvm.process().isAlive())) {
            return;
        }
        if (since != null && next == null) {
            wait = since.plus(WELL).isBefore(now) ? FIRST_WAIT : min(wait.multipliedBy(2), LONGEST_WAIT);
            next = now.plus(wait);
            LOG.warn("{} has ended, and is started again in {}", name, wait);
        }
        if (next == null || !next.isAfter(now)) {
            jvm = ChildJvm.start(command, log);
            said = listen(jvm);
            since = now;
            next = null;
            starts++;
        }
    }

    /** What it says goes on being read: a full pipe would hold it up. */
    private static List<String> listen(ChildJvm jvm) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> jvm.answers().lines().limit(MOST_LINES).forEach(lines::add), "listen");
        thread.setDaemon(true);
        thread.start();
        return lines;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    synchronized ProcessState state() {
        return new ProcessState(
                name,
                jvm == null ? null : jvm.process().pid(),
                jvm != null && jvm.process().isAlive(),
                since,
                Math.max(0, starts - 1),
                List.copyOf(said),
                log.toString());
    }

    String name() {
        return name;
    }

    /** How often it ended though nobody killed it. */
    synchronized int endedByItself() {
        return starts - 1 - kills;
    }

    /** Ends it at once, as a crash does. */
    synchronized void kill() {
        if (jvm != null && jvm.process().isAlive()) {
            kills++;
            jvm.kill();
        }
    }

    /** Expects it to end by what is done to a part of it. */
    synchronized void expectEnd() {
        kills++;
    }

    /** Ends it for good. */
    void stop(Duration patience) {
        ChildJvm last;
        synchronized (this) {
            closed = true;
            last = jvm;
        }
        if (last != null) {
            last.stop(patience);
        }
    }
}
