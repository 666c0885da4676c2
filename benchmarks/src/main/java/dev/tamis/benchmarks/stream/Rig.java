package dev.tamis.benchmarks.stream;

import dev.tamis.benchmarks.stream.OutcomeMeter.Reading;
import dev.tamis.generator.load.Arrivals;
import dev.tamis.local.replay.Pace;
import dev.tamis.local.replay.ReplayReport;
import dev.tamis.local.replay.ReplayRun;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.kafka.KafkaConnection;
import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker with uploads of one size that wait for a service. Services run one after the other, each from the first upload on.
 */
public final class Rig implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Share of a core that a compiler may take of a service that is measured. */
    private static final double QUIET = 0.05;

    /** At one pace, until the compiler is quiet; so many where it never is. */
    private static final int REPLAY_RUNS = 5;

    private final UploadSize size;
    private final Plan plan;
    private final Path folder;
    private final Path detector;
    private final Calibration calibration;
    private final LocalBroker broker;
    private int runs;

    /** Where the small images end. */
    private Map<TopicPartition, Long> warmUpEnds = Map.of();

    private Rig(UploadSize size, Plan plan, Path folder, Path detector, Calibration calibration, LocalBroker broker) {
        this.size = size;
        this.plan = plan;
        this.folder = folder;
        this.detector = detector;
        this.calibration = calibration;
        this.broker = broker;
    }

    /** Starts a broker with uploads enough to tell services apart on this machine. */
    public static Rig start(UploadSize size, Path folder, Path detector)
            throws IOException, InterruptedException, UnusableDetectorException {
        return start(size, Plan.of(size), folder, detector);
    }

    /**
     * Starts a broker and fills its topic.
     *
     * @param folder for the broker and the services; emptied before and after
     * @param detector the {@code detector.onnx} file
     */
    public static Rig start(UploadSize size, Plan plan, Path folder, Path detector)
            throws IOException, InterruptedException, UnusableDetectorException {
        FileUtils.deleteDirectory(folder.toFile());
        Calibration calibration;
        try (OnnxDetector loaded = OnnxDetector.load(detector)) {
            calibration = loaded.metadata().calibration();
        }
        LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        Rig rig = new Rig(size, plan, folder, detector, calibration, broker);
        try {
            LocalTopics.create(broker.bootstrapServers());
            rig.fill();
            return rig;
        } catch (IOException | RuntimeException | InterruptedException e) {
            rig.close();
            throw e;
        }
    }

    private void fill() throws IOException {
        new JpegUploads(UploadSize.PX_32, "warm-up").send(broker.bootstrapServers(), plan.warmUp());
        warmUpEnds = ends();
        new JpegUploads(size, "backlog").send(broker.bootstrapServers(), plan.images());
    }

    /** Where the next upload would stand. */
    private Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("benchmark")) {
            return consumer.endOffsets(consumer.partitionsFor(Topics.SUBMISSIONS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Uploads between two others: a share of the way. */
    private static Map<TopicPartition, Long> between(
            Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, double share) {
        Map<TopicPartition, Long> between = new HashMap<>();
        to.forEach((partition, end) -> {
            long start = from.getOrDefault(partition, 0L);
            between.put(partition, start + Math.round(share * (end - start)));
        });
        return between;
    }

    /**
     * Lets a consumer group begin somewhere.
     *
     * @return how many uploads wait for it
     */
    private long begin(String group, Map<TopicPartition, Long> at) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        at.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group)) {
            consumer.assign(offsets.keySet());
            consumer.commitSync(offsets);
        }
        return total(ends()) - total(at);
    }

    private static long total(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Runs a service until the uploads are at their end or the time is up.
     *
     * @throws IOException where it gives no verdict or ends
     */
    public Throughput throughput(Service service) throws IOException, InterruptedException {
        return throughput(service, null);
    }

    /**
     * Runs a service that is a JVM in the same way and records with Flight Recorder, which takes its part of the cores, what it does
     * while it would be measured.
     *
     * @param recording where to write that, a {@code .jfr} file
     * @throws IOException where it gives no verdict or ends, or is no JVM
     */
    public void record(Service service, Path recording) throws IOException, InterruptedException {
        throughput(service, recording);
    }

    private Throughput throughput(Service service, @Nullable Path recording) throws IOException, InterruptedException {
        String group = nextGroup();
        double skipped = Math.max(0, 1 - service.warmUp() / Math.max(1.0, plan.warmUp()));
        Map<TopicPartition, Long> from = between(Map.of(), warmUpEnds, skipped);
        long warmUp = total(warmUpEnds) - total(from);
        long waiting = begin(group, from);
        try (OutcomeMeter meter = OutcomeMeter.start(broker.bootstrapServers());
                RunningService running = start(service, group)) {
            running.require(() -> meter.reading().count() > 0, START_LIMIT);
            running.require(() -> meter.reading().count() >= warmUp, WARM_UP_LIMIT);
            Mark first = settled(meter, running, waiting);
            if (recording != null) {
                running.startRecording();
            }
            Mark last = mark(meter, running, plan.measured(), waiting);
            if (recording != null) {
                running.stopRecording(recording);
            }
            if (last.reading().count() == first.reading().count()) {
                throw new IOException(service.name() + " gave no verdict while it was measured");
            }
            running.require(() -> true, Duration.ZERO);
            return last.since(first);
        }
    }

    /** The bare work between the topics with Kafka's clients alone, without the small images. */
    public Work bareService(FileContent content, Duration settling, Duration measured) throws InterruptedException {
        return new BareService(broker.bootstrapServers(), detector, warmUpEnds, settling, measured).run(content);
    }

    /** Reads the uploads and does nothing with them. */
    public Work rawConsumer() throws InterruptedException {
        return BareService.readOnly(broker.bootstrapServers(), plan.measured());
    }

    /**
     * How long a service takes over uploads that come by themselves, once it is warm.
     *
     * @param loads shares of what it can do at most while they are sent, one after the other
     */
    public Live live(Service service, List<Double> loads) throws IOException, InterruptedException {
        String group = nextGroup();
        long waiting = begin(group, between(warmUpEnds, ends(), 0.5));
        try (OutcomeMeter meter = OutcomeMeter.start(broker.bootstrapServers());
                RunningService running = start(service, group)) {
            running.require(() -> meter.reading().count() > 0, START_LIMIT);
            running.require(() -> meter.reading().count() >= waiting, WARM_UP_LIMIT);
            double most = replay(running, run -> new Pace.Closed(size.window()), group)
                    .outcomesPerSecond();
            List<Live.Latency> latencies = new ArrayList<>();
            for (double load : loads) {
                double perSecond = load * most;
                ReplayReport report = replay(
                        running,
                        run -> new Pace.Open(Arrivals.poisson(perSecond, run)),
                        group + "-" + latencies.size());
                latencies.add(Live.Latency.of(load, perSecond, report));
            }
            return new Live(most, latencies);
        }
    }

    /**
     * Uploads are sent for as long as the compiler is at work on what is done at that pace, and a last time to be measured.
     *
     * @param pace of each such run, by its number: arrivals serve once
     */
    private ReplayReport replay(RunningService running, IntFunction<Pace> pace, String name)
            throws IOException, InterruptedException {
        double compiling;
        int run = 0;
        ReplayReport report;
        do {
            Duration before = running.compiling();
            ReplayRun.Order order = new ReplayRun.Order(
                    pace.apply(run),
                    new JpegUploads(size, name + "-" + run),
                    run,
                    plan.settling(),
                    plan.measured(),
                    START_LIMIT);
            report = ReplayRun.run(
                    order, KafkaConnection.to(broker.bootstrapServers()), Clock.systemUTC(), (passed, outcomes) -> {});
            running.require(() -> true, Duration.ZERO);
            compiling = (double) running.compiling().minus(before).toNanos()
                    / plan.settling().plus(plan.measured()).toNanos();
            run++;
        } while (compiling > QUIET && run < REPLAY_RUNS);
        return report;
    }

    /**
     * What an image costs a service, from the first upload on, while it learns of more and more of them.
     *
     * @param step uploads in each part
     */
    public Growth growth(Service service, int step) throws IOException, InterruptedException {
        try (OutcomeMeter meter = OutcomeMeter.start(broker.bootstrapServers());
                RunningService running = start(service, nextGroup())) {
            running.require(() -> meter.reading().count() > 0, START_LIMIT);
            List<Growth.Step> steps = new ArrayList<>();
            Mark before = new Mark(meter.reading(), Duration.ZERO, Duration.ZERO);
            for (int end = step; end <= plan.warmUp() + plan.images(); end += step) {
                long images = end;
                running.require(() -> meter.reading().count() >= images, WARM_UP_LIMIT);
                Mark now = mark(meter, running, Duration.ZERO, end);
                steps.add(
                        new Growth.Step(images, now.since(before).serviceMillis() * TimeUnit.MILLISECONDS.toMicros(1)));
                before = now;
            }
            return new Growth(steps);
        }
    }

    private String nextGroup() {
        return "benchmark-" + runs++;
    }

    private RunningService start(Service service, String group) throws IOException {
        Path scratch = Files.createDirectory(folder.resolve(group));
        return RunningService.start(
                service, new Service.Run(broker.bootstrapServers(), scratch, detector, calibration, group));
    }

    /** Where things stand once the service's compiler is quiet, or enough uploads are left for no longer. */
    private Mark settled(OutcomeMeter meter, RunningService service, long waiting)
            throws IOException, InterruptedException {
        long most = waiting - plan.images() / 2;
        Mark now;
        double compiling;
        do {
            Duration before = service.compiling();
            now = mark(meter, service, plan.settling(), most);
            service.require(() -> true, Duration.ZERO);
            compiling = (double) service.compiling().minus(before).toNanos()
                    / plan.settling().toNanos();
        } while (compiling > QUIET && now.reading.count() < most);
        return now;
    }

    /** Where things stand after some time, or at the end of the uploads. */
    private Mark mark(OutcomeMeter meter, RunningService service, Duration time, long waiting)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && meter.reading().count() < waiting) {
            Thread.sleep(LOOK.toMillis());
        }
        return new Mark(meter.reading(), service.cpu(), RunningService.cpu(broker.process()));
    }

    private record Mark(Reading reading, Duration service, Duration broker) {
        Throughput since(Mark first) {
            double images = reading.count() - first.reading.count();
            double seconds = (reading.at() - first.reading.at()) / 1e9;
            return new Throughput(
                    images / seconds,
                    service.minus(first.service).toMillis() / images,
                    broker.minus(first.broker).toMillis() / images);
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
