package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.ModerationJob;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.stream.ModerationPipeline;
import dev.tamis.stream.ModerationSettings;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.prometheus.RecordingReporter;
import org.apache.flink.metrics.prometheus.RecordingReporter.Series;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts ask for metrics that the job has. */
class DashboardIT {
    private static final Path DASHBOARD = Path.of("..", "dashboards", "tamis.json");
    private static final Path ALERTS = Path.of("..", "prometheus", "alerts.yaml");
    private static final Pattern SELECTOR = Pattern.compile("(flink_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=|!=|!~)\"([^\"]*)\"");
    private static final Pattern GROUPED = Pattern.compile("(?:by|on) \\(([^)]*)\\)");
    private static final Pattern SOMETHING = Pattern.compile(".+");

    @TempDir
    private Path folder;

    /**
     * What a query asks for.
     *
     * @param labels that a series must have, and how their values must look
     */
    private record Asked(String metric, Map<String, Pattern> labels) {
        boolean isAnsweredBy(Series series) {
            return metric.equals(series.metric())
                    && labels.entrySet().stream()
                            .allMatch(label -> label.getValue()
                                    .matcher(series.labels().getOrDefault(label.getKey(), ""))
                                    .matches());
        }
    }

    @Test
    @Timeout(180)
    void asksForNothingThatTheJobDoesNotMeasure() throws Exception {
        List<String> queries =
                new ArrayList<>(new JsonMapper().readTree(DASHBOARD.toFile()).findValuesAsText("expr"));
        assertThat(queries).hasSizeGreaterThan(20);
        List<String> rules = new YAMLMapper().readTree(ALERTS.toFile()).findValuesAsText("expr");
        assertThat(rules).hasSizeGreaterThan(20);
        queries.addAll(rules);
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
                MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                        .setConfiguration(flinkOptions())
                        .build())) {
            LocalTopics.create(broker.bootstrapServers());
            cluster.start();
            submit(cluster, broker, detector);
            send(broker);
            CommittedRecords records = new CommittedRecords(broker.bootstrapServers(), Duration.ofSeconds(30));
            List<ImageVerdict> verdicts = new ArrayList<>();
            while (verdicts.isEmpty()) {
                records.forEach(Topics.VERDICTS, MessageCodec.of(ImageVerdict.class), verdicts::add);
            }

            List<Series> measured = RecordingReporter.series();
            assertThat(queries)
                    .allSatisfy(query -> assertThat(asked(query))
                            .allSatisfy(asked ->
                                    assertThat(measured).as("%s", asked).anyMatch(asked::isAnsweredBy)));

            send(broker, Topics.DETECTOR_CONTROL, "no instruction".getBytes(StandardCharsets.UTF_8));
            send(broker, Topics.REVIEW_DECISIONS, "no decision".getBytes(StandardCharsets.UTF_8));
            awaitOne("flink_taskmanager_job_task_operator_refusedInstructions");
            awaitOne("flink_taskmanager_job_task_operator_deserializer_unreadableDecisions");
        }
    }

    private static void awaitOne(String counter) throws InterruptedException {
        while (RecordingReporter.series().stream()
                .noneMatch(series -> series.metric().equals(counter) && series.value() == 1)) {
            Thread.sleep(50);
        }
    }

    /** Every metric of the job in a query, each with its labels and those that the query groups by. */
    private static List<Asked> asked(String query) {
        List<Asked> asked = new ArrayList<>();
        SELECTOR.matcher(query).results().forEach(selector -> {
            Map<String, Pattern> labels = new TreeMap<>();
            GROUPED.matcher(query).results().forEach(grouped -> {
                for (String label : grouped.group(1).split(", ", -1)) {
                    labels.put(label, SOMETHING);
                }
            });
            MATCHER.matcher(Objects.requireNonNullElse(selector.group(2), ""))
                    .results()
                    .forEach(matcher -> labels.put(matcher.group(1), values(matcher.group(2), matcher.group(3))));
            asked.add(new Asked(selector.group(1), labels));
        });
        return asked;
    }

    /** What a label must be; of what it must not be there may be none on this machine. */
    private static Pattern values(String operator, String value) {
        return switch (operator) {
            case "=" -> Pattern.compile(Pattern.quote(value));
            case "=~" -> Pattern.compile(value);
            default -> SOMETHING;
        };
    }

    private Configuration flinkOptions() {
        Configuration options = new Configuration()
                .set(RestOptions.BIND_PORT, "0")
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        folder.resolve("checkpoints").toUri().toString());
        options.setString("metrics.reporters", "names");
        options.setString("metrics.reporter.names.factory.class", RecordingReporter.Factory.class.getName());
        return options;
    }

    private void submit(MiniCluster cluster, LocalBroker broker, Path detector) throws Exception {
        Configuration options = flinkOptions()
                .set(ModerationOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers())
                .set(ModerationOptions.DETECTOR_PATH, detector.toString());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(options);
        env.setParallelism(1);
        ModerationPipeline.build(env, ModerationSettings.of(options));
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(ModerationJob.NAME);
        cluster.submitJob(graph.getJobGraph()).get();
    }

    private static void send(LocalBroker broker) throws Exception {
        byte[] black = PngEncoder.encode(new RgbImage(32, 32, new byte[RgbImage.CHANNELS * 32 * 32]));
        ImageSubmission submission = ImageSubmission.newBuilder()
                .setId("a")
                .setAccount("account")
                .setSubmittedAt(Instant.now())
                .setPayload(ByteBuffer.wrap(black))
                .build();
        send(broker, Topics.SUBMISSIONS, MessageCodec.of(ImageSubmission.class).encode(submission));
    }

    private static void send(LocalBroker broker, String topic, byte[] record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, record)).get();
        }
    }
}
