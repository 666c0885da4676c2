package dev.tamis.cluster.process;

import dev.tamis.local.stack.JvmCommand;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the processes of a cluster running, as the platform of a real cluster does. All of them end with this JVM. */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final ClusterSettings settings;
    private final Clock clock;
    private final List<SupervisedProcess> processes = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::look, "supervise");
    private volatile boolean closed;

    Supervisor(ClusterSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a process and keeps it running from now on. */
    void add(String name, JvmCommand command) {
        processes.add(new SupervisedProcess(name, command, settings.log(name), clock));
    }

    SupervisedProcess process(String name) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    int endedByThemselves() {
        return processes.stream()
                .mapToInt(process -> Math.max(0, process.endedByItself()))
                .sum();
    }

    List<ProcessState> states() {
        return processes.stream().map(SupervisedProcess::state).toList();
    }

    private void look() {
        while (!closed) {
            for (SupervisedProcess process : processes) {
                try {
                    process.tend();
                } catch (IOException e) {
                    LOG.error("{} cannot be started", process.name(), e);
                }
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends all processes at once: a broker that is asked to end waits for others to take over. */
    @Override
    public void close() {
        closed = true;
        List<Thread> stops = processes.stream()
                .map(process -> new Thread(() -> process.stop(STOP_LIMIT), "stop"))
                .toList();
        stops.forEach(Thread::start);
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
