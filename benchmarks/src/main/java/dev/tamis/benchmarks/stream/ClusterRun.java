package dev.tamis.benchmarks.stream;

import dev.tamis.local.stack.JobMetrics;
import dev.tamis.local.stack.ProcessStack;
import dev.tamis.local.stack.ProcessStackSettings;
import dev.tamis.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * The job, exactly once, with TaskManagers in processes of their own, each with one slot on a core of its own. The broker, the
 * JobManager and the sender take what is left of the cores, so what counts is the time of a core that an image takes, and images a
 * second only say what came of it.
 */
public final class ClusterRun implements AutoCloseable {
    /** As a TaskManager on one core has it by itself. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int ACCOUNTS = JpegUploads.ACCOUNTS;

    private final int taskManagers;
    private final Path folder;
    private final ProcessStack stack;
    private final OutcomeMeter meter;
    private final JobMetrics metrics;
    private long sent;

    /**
     * What uploads of one size cost.
     *
     * @param imagesPerSecond verdicts a second
     * @param busyShare of the time that the TaskManagers' cores worked for them, 0 to 1
     * @param millis of a core for each image, in the TaskManagers, without what compiles Java there
     * @param brokerMillis of a core for each image, in the broker, from taking the upload in to its outcomes; one copy of each record
     * @param exchangedBytes for each image, from task to task
     * @param submissionBytes of a record, in the broker
     * @param verdictBytes of a record, in the broker
     * @param reviewItemBytes of a record, in the broker
     * @param flaggedShare of the images, 0 to 1
     */
    public record Cost(
            UploadSize size,
            double imagesPerSecond,
            double busyShare,
            Map<JobPart, Double> millis,
            double brokerMillis,
            double exchangedBytes,
            double submissionBytes,
            double verdictBytes,
            double reviewItemBytes,
            double flaggedShare) {
        public Cost {
            millis = Map.copyOf(millis);
        }

        /** In all parts. */
        public double jobMillis() {
            return millis.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * What the job holds in the end.
     *
     * @param deliveryBytes in a checkpoint, for each submission that the first deliveries know
     * @param imageBytes in a checkpoint, for each file that the known images know
     * @param accountBytes in a checkpoint, for each account; before RocksDB has merged what was written again
     * @param taskManagerBytes of the memory of each TaskManager's process
     */
    public record Held(double deliveryBytes, double imageBytes, double accountBytes, double taskManagerBytes) {}

    private record Bytes(long submissions, long verdicts, long reviewItems) {
        Bytes minus(Bytes before) {
            return new Bytes(
                    submissions - before.submissions, verdicts - before.verdicts, reviewItems - before.reviewItems);
        }
    }

    /** Where things stand once nothing is on its way. */
    private record Still(Bytes topics, long exchanged, long flagged, Duration broker) {}

    /** Where things stand while the job is at work. */
    private record Mark(OutcomeMeter.Reading reading, Duration process, Map<JobPart, Duration> parts) {}

    private ClusterRun(int taskManagers, Path folder, ProcessStack stack, OutcomeMeter meter) {
        this.taskManagers = taskManagers;
        this.folder = folder;
        this.stack = stack;
        this.meter = meter;
        this.metrics = stack.metrics();
    }

    /**
     * Starts broker and job.
     *
     * @param taskManagers not more than there are cores
     * @param folder emptied before and after
     * @param detector the {@code detector.onnx} file
     */
    public static ClusterRun start(int taskManagers, Path folder, Path detector) throws Exception {
        FileUtils.deleteDirectory(folder.toFile());
        ProcessStack stack = ProcessStack.start(new ProcessStackSettings(
                folder, detector, taskManagers, 1, FLAGS, Configuration.fromMap(Service.FLAGGED_AS_BY_OTHERS)));
        try {
            for (int core = 0; core < taskManagers; core++) {
                pin(stack.taskManagerProcess(core), core);
            }
            return new ClusterRun(taskManagers, folder, stack, OutcomeMeter.start(stack.bootstrapServers()));
        } catch (IOException | RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    /** All threads of a process, and those that they start. */
    private static void pin(ProcessHandle process, int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        "taskset", "-a", "-c", "-p", String.valueOf(core), String.valueOf(process.pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (taskset.waitFor() != 0) {
            throw new IOException("a TaskManager cannot be bound to core %d: %s".formatted(core, said.strip()));
        }
    }

    /** Lets it judge small images until most of it is compiled. */
    public void warmUp(int images) throws IOException, InterruptedException {
        send(UploadSize.PX_32, "warm-up", images);
        await(sent);
    }

    /**
     * Lets it judge uploads of one size and measures the second half of them.
     *
     * @param images at least two
     */
    public Cost cost(UploadSize size, int images) throws IOException, InterruptedException, ExecutionException {
        Still before = still();
        long first = sent;
        // Beside the job, which does not wait for the last to be sent.
        FutureTask<@Nullable Void> sending = new FutureTask<>(() -> {
            send(size, size.name(), images);
            return null;
        });
        new Thread(sending, "send-uploads").start();
        await(first + images / 2);
        Mark start = mark();
        await(first + images - images / 20); // the last come one by one
        Mark end = mark();
        sending.get();
        await(sent);
        Still after = still();
        Bytes written = after.topics.minus(before.topics);
        double counted = end.reading.count() - start.reading.count();
        if (counted == 0) {
            throw new IOException("%d images of %s are too few to measure".formatted(images, size.label()));
        }
        double seconds = (end.reading.at() - start.reading.at()) / 1e9;
        Map<JobPart, Double> millis = new EnumMap<>(JobPart.class);
        end.parts.forEach((part, time) -> millis.put(
                part, time.minus(start.parts.getOrDefault(part, Duration.ZERO)).toNanos() / 1e6 / counted));
        double flagged = after.flagged - before.flagged;
        return new Cost(
                size,
                counted / seconds,
                end.process.minus(start.process).toNanos() / 1e9 / seconds / taskManagers,
                millis,
                after.broker.minus(before.broker).toNanos() / 1e6 / images,
                (double) (after.exchanged - before.exchanged) / images,
                (double) written.submissions / images,
                (double) written.verdicts / images,
                written.reviewItems / flagged,
                flagged / images);
    }

    /** What it holds of all that it has judged. */
    public Held held() throws IOException, InterruptedException {
        awaitCheckpoint();
        Map<String, Long> state = metrics.stateBytes();
        double memory = 0;
        for (int number = 0; number < taskManagers; number++) {
            memory += stack.memory(number).resident();
        }
        return new Held(
                (double) bytes(state, "first deliveries") / sent,
                (double) bytes(state, "known images") / sent,
                (double) bytes(state, "accounts") / ACCOUNTS,
                memory / taskManagers);
    }

    private static long bytes(Map<String, Long> state, String task) throws IOException {
        List<Long> found = state.entrySet().stream()
                .filter(each -> each.getKey().startsWith(task))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new IOException("one task %s expected among %s".formatted(task, state.keySet()));
        }
        return found.get(0);
    }

    private void send(UploadSize size, String run, int images) throws IOException {
        new JpegUploads(size, run).send(stack.bootstrapServers(), images);
        sent += images;
    }

    private void await(long outcomes) throws IOException, InterruptedException {
        awaitProgress(() -> meter.reading().count(), outcomes);
    }

    /** Something that counts images. */
    @FunctionalInterface
    private interface Progress {
        long images() throws IOException, InterruptedException;
    }

    private void awaitProgress(Progress progress, long images) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        for (long now = progress.images(); now < images; now = progress.images()) {
            stack.requireRunning();
            if (System.nanoTime() > limit) {
                throw new IOException(
                        "%,d of %,d images were judged after %d minutes".formatted(now, images, PATIENCE.toMinutes()));
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Until a checkpoint has begun and ended from now on; Flink's counters are no older then. */
    private void awaitCheckpoint() throws IOException, InterruptedException {
        long begun = metrics.checkpoint() + 1;
        while (metrics.checkpoint() <= begun) {
            stack.requireRunning();
            Thread.sleep(LOOK.toMillis());
        }
    }

    private Still still() throws IOException, InterruptedException, ExecutionException {
        awaitCheckpoint();
        // Flink answers with what it gathered before, and gathers anew; accounts come last.
        awaitProgress(() -> metrics.readRecords("accounts"), sent);
        return new Still(
                topics(),
                metrics.exchangedBytes(),
                metrics.readRecords("review desk"),
                RunningService.cpu(stack.brokerProcess()));
    }

    /** What each topic takes of the broker's disk. */
    private Bytes topics() throws ExecutionException, InterruptedException {
        Map<String, Long> bytes = new HashMap<>();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            List<Integer> brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .forEach(folder -> folder.replicaInfos()
                            .forEach(
                                    (partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum)));
        }
        return new Bytes(
                bytes.getOrDefault(Topics.SUBMISSIONS, 0L),
                bytes.getOrDefault(Topics.VERDICTS, 0L),
                bytes.getOrDefault(Topics.REVIEW_ITEMS, 0L));
    }

    private Mark mark() throws IOException {
        Duration process = Duration.ZERO;
        Map<JobPart, Duration> parts = new EnumMap<>(JobPart.class);
        for (int number = 0; number < taskManagers; number++) {
            ProcessHandle each = stack.taskManagerProcess(number);
            ThreadTimes threads = ThreadTimes.of(each);
            Duration whole = RunningService.cpu(each);
            process = process.plus(whole);
            Duration rest = whole.minus(threads.of(ThreadTimes.COMPILER));
            for (JobPart part : JobPart.values()) {
                if (part != JobPart.FLINK) {
                    Duration time = threads.of(part.threads());
                    parts.merge(part, time, Duration::plus);
                    rest = rest.minus(time);
                }
            }
            parts.merge(JobPart.FLINK, rest, Duration::plus);
        }
        return new Mark(meter.reading(), process, parts);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        try {
            meter.close();
        } finally {
            stack.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
