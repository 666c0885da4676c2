package dev.tamis.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, its topics and the job as it ships on this machine, where the broker and every part of Flink is a process of its own.
 * Stops when it is closed, also when the JVM is asked to end. One thread uses it.
 */
public final class ProcessStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessStack.class);

    private final ProcessStackSettings settings;
    private final Parts parts;
    private final ProcessCluster cluster;
    private final ProcessCluster.Submitted submitted;
    private LocalBroker broker;

    private ProcessStack(
            ProcessStackSettings settings,
            Parts parts,
            ProcessCluster cluster,
            ProcessCluster.Submitted submitted,
            LocalBroker broker) {
        this.settings = settings;
        this.parts = parts;
        this.cluster = cluster;
        this.submitted = submitted;
        this.broker = broker;
    }

    /**
     * Starts everything and returns when the job has been accepted.
     *
     * @throws dev.tamis.stream.InvalidOptionException where the detector cannot be used
     */
    public static ProcessStack start(ProcessStackSettings settings) throws Exception {
        Parts parts = new Parts();
        try {
            LOG.info("starting in {}", settings.folder());
            deleteData(settings);
            Files.createDirectories(settings.folder());
            parts.add(() -> deleteData(settings));
            LocalBroker broker = launchBroker(settings, parts, FreePort.find());
            ProcessCluster cluster = ProcessCluster.start(settings, parts);
            broker.awaitReady();
            LocalTopics.create(broker.bootstrapServers());
            LOG.info("Kafka runs at {}", broker.bootstrapServers());
            ProcessCluster.Submitted submitted = cluster.submit(broker.bootstrapServers());
            LOG.info("the job was accepted at {}", cluster.webAddress());
            return new ProcessStack(settings, parts, cluster, submitted, broker);
        } catch (Exception e) {
            parts.close();
            throw e;
        }
    }

    /** Where Kafka clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** How many TaskManagers there are. */
    public int taskManagers() {
        return settings.taskManagers();
    }

    /** What Flink gives to the state of all tasks, in bytes. */
    public long stateMemoryBytes() {
        return cluster.stateMemory().getBytes();
    }

    /** The broker's process. */
    public ProcessHandle brokerProcess() {
        return broker.process();
    }

    /**
     * The process of a TaskManager.
     *
     * @param number counts from 0
     */
    public ProcessHandle taskManagerProcess(int number) {
        return cluster.taskManager(number).process().toHandle();
    }

    /** What Flink says of the job. */
    public JobMetrics metrics() {
        return new JobMetrics(URI.create(cluster.webAddress() + "/jobs/" + submitted.id()));
    }

    /**
     * Checks that the job runs.
     *
     * @throws IllegalStateException where it has ended by itself, which it should not
     */
    public void requireRunning() {
        if (submitted.job().hasEnded() && !parts.closing()) {
            throw submitted.job().awaitEnd();
        }
    }

    /** Kills the broker as a crash does and starts it again on its data, without waiting until it serves. */
    public void crashBroker() throws IOException {
        int port = broker.port();
        broker.kill();
        broker = launchBroker(settings, parts, port);
    }

    /**
     * Kills a TaskManager as a crash does and starts another, without waiting for it.
     *
     * @param number counts from 0
     */
    public void crashTaskManager(int number) throws IOException {
        cluster.replaceTaskManager(number);
    }

    /**
     * Starts another TaskManager for each that has ended by itself, as whatever supervises a cluster does.
     *
     * @return how many
     */
    public int replaceEndedTaskManagers() throws IOException {
        return cluster.replaceEndedTaskManagers();
    }

    /**
     * Makes a task fail, as soon as its TaskManager has one.
     *
     * @param taskManager counts from 0
     * @param task chooses among its tasks
     */
    public void failTask(int taskManager, int task) throws IOException {
        cluster.taskManager(taskManager).tell(FlinkProcess.INTERRUPT + task);
    }

    /**
     * Measures the memory of a TaskManager, after a collection of its heap.
     *
     * @param taskManager counts from 0
     */
    public ProcessMemory memory(int taskManager) throws IOException {
        ChildJvm jvm = cluster.taskManager(taskManager);
        jvm.tell(FlinkProcess.MEMORY);
        BufferedReader answers = jvm.answers();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("TaskManager %d has ended".formatted(taskManager));
        }
        return ProcessMemory.of(
                answer, Path.of("/proc", String.valueOf(jvm.process().pid()), "status"));
    }

    @Override
    public void close() {
        parts.close();
    }

    private static LocalBroker launchBroker(ProcessStackSettings settings, Parts parts, int port) throws IOException {
        LocalBroker broker = LocalBroker.launch(settings.kafka(), port);
        parts.add(broker::kill);
        return broker;
    }

    private static void deleteData(ProcessStackSettings settings) throws IOException {
        for (Path folder : settings.data()) {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
