package dev.tamis.console;

import dev.tamis.local.stack.CommittedRecords;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.stack.LocalTopics;
import dev.tamis.schemas.ControlStatus;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker for tests, with the topics of Tamis. */
public final class TestKafka implements AutoCloseable {
    private final LocalBroker broker;

    private TestKafka(LocalBroker broker) {
        this.broker = broker;
    }

    public static TestKafka start(Path folder) throws InterruptedException {
        TestKafka kafka = new TestKafka(LocalBroker.start(folder.resolve("kafka")));
        LocalTopics.create(kafka.bootstrapServers());
        return kafka;
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Makes another topic. */
    public void createTopic(String name) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Sends review items as the job does. */
    public void send(ReviewItem... items) {
        MessageCodec<ReviewItem> codec = MessageCodec.of(ReviewItem.class);
        for (ReviewItem item : items) {
            send(item.getSubmissionId(), codec.encode(item));
        }
    }

    /** Sends whatever to the topic of review items. */
    public void send(String key, byte[] value) {
        send(Topics.REVIEW_ITEMS, key, value);
    }

    /** Sends what the job says. */
    public void send(String topic, ControlStatus... statuses) {
        for (ControlStatus status : statuses) {
            send(topic, "status", MessageCodec.of(ControlStatus.class).encode(status));
        }
    }

    private void send(String topic, String key, byte[] value) {
        try (Producer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        32 << 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value));
        }
    }

    /** The decisions that a reader of committed records sees. */
    public List<ReviewDecision> decisions() throws IOException {
        return read(Topics.REVIEW_DECISIONS, ReviewDecision.class);
    }

    /** What a reader of committed records sees in a topic. */
    public <T extends SpecificRecord> List<T> read(String topic, Class<T> type) throws IOException {
        List<T> records = new ArrayList<>();
        new CommittedRecords(bootstrapServers(), Duration.ofSeconds(15))
                .forEach(topic, MessageCodec.of(type), records::add);
        return records;
    }

    @Override
    public void close() {
        broker.close();
    }
}
