package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.generator.load.PaintedUploads;
import dev.tamis.generator.load.Upload;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.Topics;
import dev.tamis.vision.detector.FixtureDetector;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {
    @TempDir
    private Path folder;

    @Test
    void continuesWhereItStopped() throws Exception {
        List<Upload> uploads = PaintedUploads.all().subList(0, 5);
        try (LocalStack stack = start(Retention.KEEP)) {
            assertThat(StackSubmissions.send(stack, uploads.subList(0, 3))
                            .tally()
                            .exactlyOnce())
                    .isTrue();
        }
        try (LocalStack stack = start(Retention.KEEP)) {
            LocalTopics.create(stack.bootstrapServers()); // that they exist already is no error
            assertThat(StackSubmissions.send(stack, uploads.subList(3, 5))
                            .tally()
                            .exactlyOnce())
                    .isTrue();
            assertThat(committedVerdicts(stack)).isEqualTo(5);
            HttpURLConnection page =
                    (HttpURLConnection) stack.webAddress().toURL().openConnection();
            assertThat(page.getResponseCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        }
    }

    @Test
    void leavesNothingBehindWhereItIsToldSo() throws Exception {
        try (LocalStack stack = start(Retention.DELETE)) {
            stack.requireRunning();
            assertThat(stackFolder()).isDirectoryContaining("glob:**kafka");
        }
        assertThat(stackFolder()).doesNotExist();
    }

    @Test
    void saysThatAnExistingKafkaDoesNotAnswer() {
        // Nothing listens on the discard port of the loopback address.
        assertThatThrownBy(() -> LocalTopics.create("127.0.0.1:9"))
                .isInstanceOf(UnusableKafkaException.class)
                .hasMessageContaining("127.0.0.1:9");
    }

    private LocalStack start(Retention retention) throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        return LocalStack.start(new StackSettings(stackFolder(), retention, new KafkaChoice.Own(0), detector, "0"));
    }

    private Path stackFolder() {
        return folder.resolve("stack");
    }

    private static int committedVerdicts(LocalStack stack) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", stack.bootstrapServers(), "isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.VERDICTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int count = 0;
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                count += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return count;
        }
    }
}
