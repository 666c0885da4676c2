package dev.tamis.cluster.chaos;

import dev.tamis.cluster.process.Cluster;
import dev.tamis.cluster.process.ClusterHealth;
import dev.tamis.local.endurance.Assault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after another to a cluster, each when it has recovered from the one before: when a submission that was sent
 * after it has its outcome, and every part works again. The order of kinds and what is chosen repeat with the seed.
 */
public final class Faults implements Assault {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** Longer than the timeout of Flink's heartbeats. */
    private static final Duration FREEZE = Duration.ofSeconds(12);

    /** Of a network or a disk. */
    private static final Duration OUTAGE = Duration.ofSeconds(15);

    /** Longer than anyone waits for a sign of life; shorter than Kafka keeps a transaction that nobody commits. */
    private static final Duration JUMP = Duration.ofMinutes(5);

    /** Of a job that is rescaled. */
    public static final int MANY_SUBTASKS = 4;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final List<Fault> kinds;
    private final Clock clock;
    private final Random random;
    private final double rate;
    private final Instant start;
    private final Instant end;
    private final BiConsumer<Fault, Duration> onRecovery;
    private final List<Fault> round = new ArrayList<>();
    private final Map<Fault, List<Duration>> recoveries = new TreeMap<>();
    private int subtasks = 1;
    private Instant next;
    private @Nullable Active active;
    private double due;
    private int sent;

    /** Ends a fault that lasts. */
    @FunctionalInterface
    private interface Release {
        void end() throws IOException;
    }

    /** A fault from which the cluster has not recovered. */
    private static final class Active {
        final Fault fault;
        final Instant since;
        final int sentBefore;

        @Nullable Release release;

        Instant releasedAt;

        Instant nextLook;
        CompletableFuture<ClusterHealth> look = CompletableFuture.completedFuture(new ClusterHealth(List.of()));
        boolean looked;

        CompletableFuture<Void> underway = CompletableFuture.completedFuture(null);

        Active(Fault fault, Instant since, int sentBefore) {
            this.fault = fault;
            this.since = since;
            this.sentBefore = sentBefore;
            this.nextLook = since;
            this.releasedAt = since;
        }

        void lasts(Duration time, Release end) {
            releasedAt = since.plus(time);
            release = end;
        }
    }

    /**
     * @param kinds what may be done
     * @param rate submissions a second
     * @param length how long new faults come
     * @param onRecovery told of each fault that the cluster has recovered from, and of the time that it took
     */
    public Faults(
            Cluster cluster,
            List<Fault> kinds,
            double rate,
            Duration length,
            long seed,
            Clock clock,
            BiConsumer<Fault, Duration> onRecovery) {
        this.cluster = cluster;
        this.kinds = List.copyOf(kinds);
        this.rate = rate;
        this.clock = clock;
        this.random = new Random(seed);
        this.onRecovery = onRecovery;
        this.start = clock.instant();
        this.end = start.plus(length);
        this.next = start.plus(pause());
    }

    private Duration pause() {
        return Duration.ofMillis(random.nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
    }

    @Override
    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    @Override
    public boolean advance(int settled) throws IOException {
        Instant now = clock.instant();
        // Not while the stream is being sent, or it would run after its own time where a submission takes longer than
        // its turn.
        due = rate * Duration.between(start, now).toMillis() / 1000;
        if (active != null) {
            pursue(active, settled, now);
            return false;
        }
        if (now.isBefore(next) || !now.isBefore(end)) {
            return false;
        }
        Active fault = new Active(nextKind(), now, sent);
        LOG.info("{} outcomes: {}", settled, fault.fault.inWords());
        strike(fault);
        active = fault;
        return true;
    }

    private Fault nextKind() {
        if (round.isEmpty()) {
            round.addAll(kinds);
            Collections.shuffle(round, random);
        }
        return round.remove(0);
    }

    private void strike(Active fault) throws IOException {
        int choice = random.nextInt(1 << 16);
        List<String> taskManagers = IntStream.rangeClosed(1, cluster.settings().taskManagers())
                .mapToObj(number -> "taskmanager-" + number)
                .toList();
        switch (fault.fault) {
            // Of one in reserve nothing would stop, and Flink takes it for alive until its heartbeats are overdue.
            case TASK_MANAGER -> cluster.kill(List.of(cluster.busyTaskManager(choice)));
            case ALL_TASK_MANAGERS -> cluster.kill(taskManagers);
            case LEADING_JOB_MANAGER -> cluster.kill(List.of(cluster.leadingJobManager()));
            case LEADING_BROKER -> cluster.kill(List.of(cluster.leadingBroker(choice)));
            case FROZEN_TASK_MANAGER -> {
                String taskManager = cluster.busyTaskManager(choice);
                cluster.freeze(taskManager);
                fault.lasts(FREEZE, () -> cluster.thaw(taskManager));
            }
            case BROKER_CUT_OFF -> {
                String broker = cluster.leadingBroker(choice);
                Isolation.cut(broker);
                fault.lasts(OUTAGE, () -> Isolation.heal(broker));
            }
            case FULL_DISK -> {
                Path ballast = cluster.settings().folder().resolve("state").resolve("ballast");
                fill(ballast);
                fault.lasts(OUTAGE, () -> Files.delete(ballast));
            }
            case CLOCK_JUMP -> {
                String process = List.of(
                                taskManagers.get(choice % taskManagers.size()),
                                cluster.leadingJobManager(),
                                cluster.leadingBroker(choice),
                                "console")
                        .get(random.nextInt(4));
                cluster.setClock(process, random.nextBoolean() ? JUMP : JUMP.negated());
                fault.lasts(OUTAGE, () -> cluster.setClock(process, Duration.ZERO));
            }
            case RESCALED -> {
                subtasks = subtasks == 1 ? MANY_SUBTASKS : 1;
                fault.underway = CompletableFuture.runAsync(() -> rescale(subtasks));
            }
            case CONSOLE -> cluster.kill(List.of("console"));
            case POSTGRES -> cluster.killPostgres();
        }
    }

    private void rescale(int parallelism) {
        try {
            cluster.job().rescale(parallelism);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes until there is no room. */
    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(ballast).getUsableSpace() >= block.length) {
                throw full;
            }
        }
    }

    private void pursue(Active fault, int settled, Instant now) throws IOException {
        if (!fault.underway.isDone()) {
            return;
        }
        fault.underway.join();
        if (fault.release != null) {
            if (now.isBefore(fault.releasedAt)) {
                return;
            }
            fault.release.end();
            fault.release = null;
        }
        boolean flows = settled > fault.sentBefore;
        if (flows && fault.looked && fault.look.isDone() && fault.look.join().works()) {
            Duration took = Duration.between(fault.since, now);
            recoveries.computeIfAbsent(fault.fault, first -> new ArrayList<>()).add(took);
            onRecovery.accept(fault.fault, took);
            active = null;
            next = now.plus(pause());
        } else if (fault.since.plus(PATIENCE).isBefore(now)) {
            throw new IllegalStateException("%s, and %d minutes later %s"
                    .formatted(
                            fault.fault.inWords(),
                            PATIENCE.toMinutes(),
                            flows ? "not every part works" : "nothing has come out"));
        } else if (flows && fault.look.isDone() && !now.isBefore(fault.nextLook)) {
            fault.looked = true;
            fault.nextLook = now.plus(BETWEEN_LOOKS);
            fault.look = CompletableFuture.supplyAsync(() -> ClusterHealth.of(cluster.settings()));
        }
    }

    @Override
    public boolean wantsMore(int sentByNow) {
        sent = sentByNow;
        return sent < due && (active != null || clock.instant().isBefore(end));
    }

    @Override
    public boolean over() {
        return active == null && !clock.instant().isBefore(end);
    }

    @Override
    public Map<String, Integer> struck() {
        return recoveries.entrySet().stream()
                .collect(Collectors.toMap(
                        fault -> fault.getKey().key(), fault -> fault.getValue().size()));
    }

    /** How long the cluster took to recover from each fault, by kind, in the order in which they came. */
    public Map<Fault, List<Duration>> recoveries() {
        return recoveries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, fault -> List.copyOf(fault.getValue()), (one, other) -> one, TreeMap::new));
    }

    @Override
    public int ended() {
        return cluster.endedByThemselves();
    }

    @Override
    public int restarts() throws IOException, InterruptedException {
        return cluster.jobRestarts();
    }

    /** The report's form of times. */
    static List<Double> seconds(List<Duration> times) {
        Function<Duration, Double> seconds = time -> time.toMillis() / 1000.0;
        return times.stream().map(seconds).toList();
    }
}
