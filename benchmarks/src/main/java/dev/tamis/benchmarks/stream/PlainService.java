package dev.tamis.benchmarks.stream;

import ai.onnxruntime.OrtException;
import dev.tamis.benchmarks.stream.SingleImageJudge.Answer;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.UnreadableMessageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A peer: a consumer on each core that judges one image after the other, writes verdicts and review items, and commits what it
 * has read once they are acknowledged: at least once.
 */
final class PlainService {
    private static final Duration POLL = Duration.ofMillis(100);

    private PlainService() {}

    /** @param arguments broker, detector, consumer group and the output from which on an image is flagged */
    public static void main(String[] arguments) {
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Thread thread = new Thread(() -> serve(arguments), "service-" + core);
            thread.setUncaughtExceptionHandler((failed, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            thread.start();
        }
    }

    private static void serve(String[] arguments) {
        Map<String, Object> consumed = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[0],
                ConsumerConfig.GROUP_ID_CONFIG,
                arguments[2],
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20);
        Map<String, Object> produced = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[0],
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                8 << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        try (SingleImageJudge judge = new SingleImageJudge(Path.of(arguments[1]), Double.parseDouble(arguments[3]));
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(consumed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(produced, new StringSerializer(), new ByteArraySerializer())) {
            consumer.subscribe(List.of(Topics.SUBMISSIONS));
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    Answer answer = judge.judge(record.value());
                    producer.send(new ProducerRecord<>(Topics.VERDICTS, answer.submissionId(), answer.verdict()));
                    if (answer.item() != null) {
                        producer.send(new ProducerRecord<>(Topics.REVIEW_ITEMS, answer.submissionId(), answer.item()));
                    }
                }
                if (!records.isEmpty()) {
                    producer.flush();
                    consumer.commitAsync();
                }
            }
        } catch (OrtException | IOException | UnreadableMessageException e) {
            throw new IllegalStateException(e);
        }
    }
}
