package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.ModerationOptions;
import dev.tamis.stream.ModerationPipeline;
import dev.tamis.stream.ModerationSettings;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.prometheus.RecordingReporter;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard asks for metrics that the job has. */
class DashboardIT {
    private static final Path DASHBOARD = Path.of("..", "dashboards", "tamis.json");
    private static final Pattern METRIC = Pattern.compile("(flink_\\w+)(\\{([^}]*)})?");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?");

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void asksForNothingThatTheJobDoesNotMeasure() throws Exception {
        Set<String> asked = asked();
        assertThat(asked).hasSizeGreaterThan(20);
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

            assertThat(RecordingReporter.names()).containsAll(asked);
        }
    }

    /** Every metric of the dashboard's queries, and each with its labels. */
    private static Set<String> asked() throws Exception {
        Set<String> asked = new TreeSet<>();
        for (JsonNode panel : new JsonMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String query = target.get("expr").asText();
                Matcher metric = METRIC.matcher(query);
                assertThat(metric.find()).as(query).isTrue();
                asked.add(metric.group(1));
                if (metric.group(3) != null) {
                    LABEL.matcher(metric.group(3))
                            .results()
                            .forEach(label -> asked.add(metric.group(1) + "{" + label.group(1) + "}"));
                }
                BY.matcher(query).results().forEach(by -> {
                    for (String label : by.group(1).split(",")) {
                        asked.add(metric.group(1) + "{" + label.strip() + "}");
                    }
                });
            }
        }
        return asked;
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
        cluster.submitJob(env.getStreamGraph().getJobGraph()).get();
    }

    private static void send(LocalBroker broker) throws Exception {
        byte[] black = PngEncoder.encode(new RgbImage(32, 32, new byte[RgbImage.CHANNELS * 32 * 32]));
        ImageSubmission submission = ImageSubmission.newBuilder()
                .setId("a")
                .setAccount("account")
                .setSubmittedAt(Instant.now())
                .setPayload(ByteBuffer.wrap(black))
                .build();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.SUBMISSIONS,
                            MessageCodec.of(ImageSubmission.class).encode(submission)))
                    .get();
        }
    }
}
