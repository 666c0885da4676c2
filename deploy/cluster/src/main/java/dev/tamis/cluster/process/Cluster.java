package dev.tamis.cluster.process;

import dev.tamis.cluster.process.ClusterHealth.Part;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.stream.ModerationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Kafka, Flink, PostgreSQL and the review console in processes of their own, kept running, with the job on them. All of them
 * end with this JVM.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Of one process while the cluster starts. */
    private static final int MOST_RESTARTS = 3;

    private static final int TAIL_LINES = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ClusterSettings settings;
    private final Clock clock;
    private final Topology topology;
    private final Supervisor supervisor;
    private final FlinkRest flink;

    private Cluster(ClusterSettings settings, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        Files.createDirectories(settings.folder().resolve("logs"));
        this.topology = new Topology(settings);
        this.supervisor = new Supervisor(settings, clock);
        this.flink = FlinkRest.of(settings);
    }

    /** Starts the processes without waiting for them. */
    public static Cluster launch(ClusterSettings settings, Clock clock) throws IOException {
        Cluster cluster = new Cluster(settings, clock);
        cluster.topology.processes().forEach(cluster.supervisor::add);
        return cluster;
    }

    /**
     * Waits until all of it works: creates the topics that are missing and submits the job where there is none.
     *
     * @param progress told what is waited for
     * @throws IOException where a part does not work in time
     */
    public void awaitWorking(Consumer<String> progress) throws IOException, InterruptedException {
        await("Kafka", progress, () -> ClusterHealth.kafka(settings));
        LocalTopics.create(settings.bootstrapServers());
        supervisor.add("console", topology.console());
        await("Flink", progress, () -> ClusterHealth.flink(settings));
        if (flink.job().isEmpty()) {
            submit();
        }
        await("the job", progress, () -> ClusterHealth.job(settings));
        await("the review console", progress, () -> ClusterHealth.console(settings));
    }

    /** The processes as they are now. */
    public List<ProcessState> processes() {
        return supervisor.states();
    }

    private void submit() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        argument(arguments, ModerationOptions.BOOTSTRAP_SERVERS.key(), settings.bootstrapServers());
        argument(
                arguments,
                ModerationOptions.DETECTOR_PATH.key(),
                settings.detector().toString());
        settings.options().forEach((key, value) -> argument(arguments, key, value));
        Path jar = settings.home().resolve("stream-job/target/tamis-job.jar");
        new FlinkCommandLine(topology.flinkClassPath(), topology.flinkConf(), settings.log("submit"))
                .run(jar, arguments);
    }

    private static void argument(List<String> arguments, String key, String value) {
        arguments.add("--" + key);
        arguments.add(value);
    }

    private void await(String what, Consumer<String> progress, Supplier<Part> part)
            throws IOException, InterruptedException {
        progress.accept(what);
        Instant giveUp = clock.instant().plus(PATIENCE);
        Part last = part.get();
        while (!last.works()) {
            if (clock.instant().isAfter(giveUp)) {
                throw new IOException("%s does not work after %d minutes: %s; logs: %s"
                        .formatted(
                                what,
                                PATIENCE.toMinutes(),
                                last.detail(),
                                settings.folder().resolve("logs")));
            }
            requireLasting();
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            last = part.get();
        }
    }

    /** What ends again and again will not get better by waiting. */
    private void requireLasting() throws IOException {
        for (ProcessState process : supervisor.states()) {
            if (process.restarts() >= MOST_RESTARTS) {
                throw new IOException("%s ends again and again; the end of %s:%n%s"
                        .formatted(process.name(), process.log(), tail(Path.of(process.log()))));
            }
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
