package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.parquet.AvroParquet;
import dev.tamis.vision.detector.FixtureDetector;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillCommandIT {
    private static final Instant NOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(9));
    private static final MessageCodec<ImageSubmission> CODEC = MessageCodec.of(ImageSubmission.class);
    private static final byte[] BLACK = PngEncoder.encode(new RgbImage(48, 32, new byte[RgbImage.CHANNELS * 48 * 32]));

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path json = Path.of("");

    @BeforeEach
    void writeDetector() {
        model = folder.resolve("detector.onnx");
        json = folder.resolve("backfill.json");
        FixtureDetector.write(model);
    }

    @Test
    void judgesTheSubmissionsOfParquetFiles() throws Exception {
        Path files = Files.createDirectories(folder.resolve("submissions"));
        write(files.resolve("a.parquet"), submissions(0, 10));
        write(files.resolve("b.parquet"), submissions(10, 20));

        CommandRun run = CommandRun.of(
                "backfill", "--model", model, "--files", files, "--out", folder.resolve("out"), "--json", json);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("GENERATED", "rejected: 2 UNKNOWN_FORMAT", "20 submissions in");
        JsonNode summary = CommandRun.json(json);
        assertThat(summary.get("submissions").asInt()).isEqualTo(20);
        assertThat(summary.get("verdicts").get("GENERATED").asInt()).isEqualTo(18);
        assertThat(summary.get("rejections").get("UNKNOWN_FORMAT").asInt()).isEqualTo(2);
        assertThat(summary.get("seconds").asDouble()).isPositive();

        CommandRun again =
                CommandRun.of("backfill", "--model", model, "--files", files, "--out", folder.resolve("out"));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errors()).contains("is not empty").hasLineCount(1);
    }

    @Test
    void judgesTheRecordsOfARangeOfKafka() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"))) {
            LocalTopics.create(broker.bootstrapServers());
            send(broker.bootstrapServers(), submissions(0, 30));

            CommandRun run = CommandRun.of(
                    "backfill",
                    "--model",
                    model,
                    "--bootstrap",
                    broker.bootstrapServers(),
                    "--from",
                    NOON.plus(Duration.ofMinutes(5)),
                    "--until",
                    NOON.plus(Duration.ofMinutes(15)),
                    "--out",
                    folder.resolve("out"),
                    "--json",
                    json);
            CommandRun whole = CommandRun.of(
                    "backfill",
                    "--model",
                    model,
                    "--bootstrap",
                    broker.bootstrapServers(),
                    "--out",
                    folder.resolve("whole"),
                    "--json",
                    folder.resolve("whole.json"));

            assertThat(run.exitCode()).as(run.errors()).isZero();
            assertThat(CommandRun.json(json).get("submissions").asInt()).isEqualTo(10);
            assertThat(whole.exitCode()).as(whole.errors()).isZero();
            assertThat(CommandRun.json(folder.resolve("whole.json"))
                            .get("submissions")
                            .asInt())
                    .isEqualTo(30);
        }
    }

    @Test
    void failsInOneLineWhereThereAreNoFiles() {
        CommandRun run = CommandRun.of("backfill", "--model", model, "--files", "missing", "--out", folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).isEqualToIgnoringNewLines("tamis: missing does not exist");
    }

    /** One a minute from noon on; each tenth no image. */
    private static List<ImageSubmission> submissions(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(number -> ImageSubmission.newBuilder()
                        .setId("submission " + number)
                        .setAccount("account")
                        .setSubmittedAt(NOON.plus(Duration.ofMinutes(number)))
                        .setPayload(ByteBuffer.wrap(number % 10 == 0 ? new byte[] {1} : BLACK))
                        .setAttributes(new HashMap<>())
                        .build())
                .toList();
    }

    private static void write(Path file, List<ImageSubmission> rows) throws Exception {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(file.toUri());
        try (FSDataOutputStream stream = path.getFileSystem().create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
            BulkWriter<ImageSubmission> writer =
                    AvroParquet.writers(ImageSubmission.class).create(stream);
            for (ImageSubmission row : rows) {
                writer.addElement(row);
            }
            writer.finish();
        }
    }

    private static void send(String bootstrapServers, List<ImageSubmission> submissions) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ImageSubmission submission : submissions) {
                producer.send(new ProducerRecord<>(
                        Topics.SUBMISSIONS,
                        null,
                        submission.getSubmittedAt().toEpochMilli(),
                        null,
                        CODEC.encode(submission)));
            }
            producer.flush();
        }
    }
}
