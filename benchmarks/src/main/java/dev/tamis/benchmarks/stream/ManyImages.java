package dev.tamis.benchmarks.stream;

import com.sun.management.OperatingSystemMXBean;
import dev.tamis.benchmarks.stream.Growth.Step;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.stream.FlinkDefaults;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.stream.known.KnownImages;
import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.similarity.Pdq;
import dev.tamis.vision.similarity.PdqHash;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.io.FileUtils;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The part of the job that remembers images, alone, with as many different images as it is given. */
public final class ManyImages {
    private static final Duration MEMORY = Duration.ofDays(365);
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final int DELETE_TRIES = 500;

    private static final PreprocessedImage IMAGE =
            new PreprocessedImage(new RgbImage(1, 1, new byte[3]), ImageFormat.JPEG, 512, 512, null);
    private static final Pdq PDQ = new Pdq(new PdqHash(0, 0, 0, 0), 100);

    /** Of all subtasks, which run in this process. */
    private static final AtomicLong SEEN = new AtomicLong();

    private ManyImages() {}

    /**
     * Shows the job different images, one after the other.
     *
     * @param images all of them
     * @param steps into which they are cut
     * @param folder for state and checkpoints; emptied before and after
     * @param options of Flink, by key, over those of the job
     */
    public static Growth run(long images, int steps, Path folder, Map<String, String> options) throws Exception {
        FileUtils.deleteDirectory(folder.toFile());
        SEEN.set(0);
        JobClient job = environment(images, folder, options).executeAsync("known images");
        // A process that ends while RocksDB compacts hangs: the threads that do ask this JVM for the time.
        Thread cancel =
                new Thread(() -> job.cancel().exceptionally(ended -> null).join(), "cancel-job");
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            Growth growth = watch(job, images / steps, steps);
            job.getJobExecutionResult().get();
            Runtime.getRuntime().removeShutdownHook(cancel);
            return growth;
        } finally {
            // What the job leaves behind goes by and by.
            for (int tries = 0; !FileUtils.deleteQuietly(folder.toFile()) && tries < DELETE_TRIES; tries++) {
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private static StreamExecutionEnvironment environment(long images, Path folder, Map<String, String> options) {
        int cores = Runtime.getRuntime().availableProcessors();
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(
                RocksDBOptions.LOCAL_DIRECTORIES, folder.resolve("state").toString());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, StackSettings.STATE_MEMORY.multiply(cores));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        options.forEach(configuration::setString);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(cores, configuration);
        FlinkDefaults.applyTo(env, DeliveryGuarantee.EXACTLY_ONCE);
        DataStream<ReviewDecision> none = noDecisions(env);
        env.fromSource(
                        new DataGeneratorSource<>(
                                ManyImages::image, images, TypeInformation.of(DecodedSubmission.class)),
                        WatermarkStrategy.noWatermarks(),
                        "images")
                .uid("images")
                .keyBy(DecodedSubmission::payloadSha256)
                .connect(none.keyBy(ReviewDecision::getPayloadSha256))
                .process(new KnownImages(MEMORY))
                .uid("known images")
                .map(ManyImages::count, TypeInformation.of(Sighting.class))
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        return env;
    }

    @SuppressWarnings("deprecation") // what is to take its place refuses a collection without elements
    private static DataStream<ReviewDecision> noDecisions(StreamExecutionEnvironment env) {
        return env.fromCollection(List.<ReviewDecision>of(), TypeInformation.of(ReviewDecision.class))
                .uid("decisions");
    }

    private static Sighting count(Sighting sighting) {
        SEEN.incrementAndGet();
        return sighting;
    }

    private static DecodedSubmission image(long number) throws NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256")
                .digest(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        ImageSubmission message = ImageSubmission.newBuilder()
                .setId("image-" + number)
                .setAccount("account")
                .setSubmittedAt(Instant.EPOCH.plusMillis(number))
                .setPayload(ByteBuffer.allocate(0))
                .setAttributes(Map.of())
                .build();
        return new DecodedSubmission(
                new Submission(new StreamPosition("images", 0, number), message, false),
                IMAGE,
                PDQ,
                List.of(),
                HexFormat.of().formatHex(sha256));
    }

    private static Growth watch(JobClient job, long step, int steps)
            throws IOException, InterruptedException, ExecutionException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<Step> costs = new ArrayList<>();
        long cpu = process.getProcessCpuTime();
        while (costs.size() < steps) {
            long end = step * (costs.size() + 1);
            while (SEEN.get() < end) {
                if (job.getJobStatus().get().isGloballyTerminalState() && SEEN.get() < end) {
                    job.getJobExecutionResult().get(); // says why it failed
                    throw new IOException("the job ended after %,d images".formatted(SEEN.get()));
                }
                Thread.sleep(LOOK.toMillis());
            }
            long now = process.getProcessCpuTime();
            costs.add(new Step(end, (now - cpu) / 1e3 / step));
            cpu = now;
        }
        return new Growth(costs);
    }
}
