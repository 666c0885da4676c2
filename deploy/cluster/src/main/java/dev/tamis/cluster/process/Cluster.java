package dev.tamis.cluster.process;

import dev.tamis.cluster.process.ClusterHealth.Part;
import dev.tamis.local.CommandFailedException;
import dev.tamis.local.stack.JobMetrics;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.highavailability.ClientHighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.util.LeaderRetrievalUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Kafka, Flink, PostgreSQL and the review console in processes of their own, kept running, with the job on them. All of them
 * end with this JVM.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Of one process while the cluster starts. */
    private static final int MOST_RESTARTS = 3;

    private static final int TAIL_LINES = 10;
    private static final Duration LEADER_PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ClusterSettings settings;
    private final Clock clock;
    private final Topology topology;
    private final Supervisor supervisor;
    private final FlinkRest flink;
    private final ClusterJob job;

    private Cluster(ClusterSettings settings, Clock clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        Files.createDirectories(settings.folder().resolve("logs"));
        this.topology = new Topology(settings);
        this.supervisor = new Supervisor(settings, clock);
        this.flink = FlinkRest.of(settings);
        this.job = new ClusterJob(settings);
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
     * @throws CommandFailedException where a part does not work in time, or ends again and again
     */
    public void awaitWorking(Consumer<String> progress)
            throws CommandFailedException, IOException, InterruptedException {
        await("Kafka", progress, () -> ClusterHealth.kafka(settings));
        LocalTopics.create(settings.bootstrapServers());
        supervisor.add("console", topology.console());
        await("Flink", progress, () -> ClusterHealth.flink(settings));
        job.ensure();
        await("the job", progress, () -> ClusterHealth.job(settings));
        await("the review console", progress, () -> ClusterHealth.console(settings));
    }

    /** The processes as they are now. */
    public List<ProcessState> processes() {
        return supervisor.states();
    }

    public ClusterSettings settings() {
        return settings;
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** How many processes ended though nobody killed them. */
    public int endedByThemselves() {
        return supervisor.endedByThemselves();
    }

    /** How often Flink started the job again since the JobManager that leads now took over. */
    public int jobRestarts() throws IOException, InterruptedException {
        String id = flink.job()
                .orElseThrow(() -> new IOException("there is no job"))
                .id();
        return new JobMetrics(settings.flink(1).resolve("/jobs/" + id)).restarts();
    }

    /** The job, to be stopped and submitted. */
    public ClusterJob job() {
        return job;
    }

    /** Kills processes as a crash does; they are started again a second later. */
    public void kill(List<String> names) {
        names.stream().map(supervisor::process).forEach(SupervisedProcess::kill);
    }

    /** Kills PostgreSQL itself, not what watches it. */
    public void killPostgres() throws IOException {
        Path pidFile = settings.folder().resolve("postgres").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        supervisor.process("postgres").expectEnd();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Stops a process where it is, without ending it. */
    public void freeze(String name) throws IOException {
        signal(name, "STOP");
    }

    /** Lets a process that was frozen go on. */
    public void thaw(String name) throws IOException {
        signal(name, "CONT");
    }

    private void signal(String name, String signal) throws IOException {
        Long pid = supervisor.process(name).state().pid();
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sets a process's clock, where clocks can be set.
     *
     * @param offset from the machine's clock
     */
    public void setClock(String name, Duration offset) throws IOException {
        topology.clock(name)
                .orElseThrow(() -> new IllegalStateException("clocks cannot be set"))
                .set(offset);
    }

    /** The name of a TaskManager that runs tasks. */
    public String busyTaskManager(int choice) throws IOException {
        List<String> busy = flink.busyTaskManagers();
        if (busy.isEmpty()) {
            throw new IOException("no TaskManager runs tasks");
        }
        return busy.get(choice % busy.size());
    }

    /** The name of the JobManager that leads. */
    public String leadingJobManager() throws IOException {
        try (ClientHighAvailabilityServices services =
                HighAvailabilityServicesUtils.createClientHAService(topology.flinkConfiguration(), failure -> {})) {
            String leader = LeaderRetrievalUtils.retrieveLeaderInformation(
                            services.getClusterRestEndpointLeaderRetriever(), LEADER_PATIENCE)
                    .getLeaderAddress();
            for (int number = 1; number <= settings.jobManagers(); number++) {
                if (settings.flink(number).toString().equals(leader)) {
                    return "jobmanager-" + number;
                }
            }
            throw new IOException("no JobManager is at " + leader);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("ZooKeeper does not say which JobManager leads", e);
        }
    }

    /**
     * The name of the broker that leads a partition of the submissions.
     *
     * @param choice chooses among them
     */
    public String leadingBroker(int choice) throws IOException {
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try (Admin admin = Admin.create(config)) {
            List<TopicPartitionInfo> partitions = admin.describeTopics(List.of(Topics.SUBMISSIONS))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions();
            return "kafka-"
                    + partitions.get(choice % partitions.size()).leader().id();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not say who leads", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Kafka", e);
        }
    }

    private void await(String what, Consumer<String> progress, Supplier<Part> part)
            throws CommandFailedException, IOException, InterruptedException {
        progress.accept(what);
        Instant giveUp = clock.instant().plus(PATIENCE);
        Part last = part.get();
        while (!last.works()) {
            if (clock.instant().isAfter(giveUp)) {
                throw new CommandFailedException("%s does not work after %d minutes: %s; logs: %s"
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
    private void requireLasting() throws CommandFailedException, IOException {
        for (ProcessState process : supervisor.states()) {
            if (process.restarts() >= MOST_RESTARTS) {
                throw new CommandFailedException("%s ends again and again; the end of %s:%n%s"
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
