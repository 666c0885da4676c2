package dev.tamis.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.generator.load.SubmissionSender;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {
    private static final String TOPIC = "probe";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void keepsCommittedRecordsOverACrash() throws Exception {
        int port;
        try (LocalBroker broker = LocalBroker.start(folder)) {
            createTopic(broker);
            try (Producer<byte[], byte[]> producer = transactionalProducer(broker)) {
                producer.initTransactions();
                send(producer, bytes("aborted"));
                producer.abortTransaction();
                send(producer, bytes("committed"));
                producer.commitTransaction();
            }
            port = broker.port();
            broker.kill();
        }
        try (LocalBroker broker = LocalBroker.launch(folder, port)) {
            broker.awaitReady();
            assertThat(broker.port()).isEqualTo(port);
            assertThat(read(broker, 1)).containsExactly(bytes("committed"));
        }
    }

    @Test
    void carriesTheLargestUpload() throws Exception {
        byte[] upload = new byte[64 << 20];
        try (LocalBroker broker = LocalBroker.start(folder)) {
            createTopic(broker);
            try (Producer<byte[], byte[]> producer = transactionalProducer(broker)) {
                producer.initTransactions();
                send(producer, upload);
                producer.commitTransaction();
            }
            assertThat(read(broker, 1))
                    .singleElement()
                    .satisfies(text -> assertThat(text).hasSize(upload.length));
        }
    }

    @Test
    void stopsInGoodOrder() throws Exception {
        LocalBroker broker = LocalBroker.start(folder);
        broker.close();
        assertThat(broker.process().isAlive()).isFalse();
        assertThat(Files.readString(broker.log())).contains("Transition from STARTED to SHUTTING_DOWN");
    }

    @Test
    void endsWithAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle broker =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            parent.destroyForcibly();
            assertThat(broker.onExit()).succeedsWithin(PATIENCE);
        }
    }

    /** A JVM that starts a broker, says which process it is, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(
                    LocalBroker.start(Path.of(arguments[0])).process().pid());
            Thread.sleep(PATIENCE.toMillis());
        }
    }

    @Test
    void tellsWhyTheBrokerEnded() throws Exception {
        Files.writeString(folder.resolve("data"), "a file where the data folder should be");
        try (LocalBroker broker = LocalBroker.launch(folder, 0)) {
            assertThatThrownBy(broker::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended before it was ready")
                    .hasMessageContaining(broker.log().toString())
                    .hasMessageContaining("data");
        }
    }

    private static void createTopic(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static Producer<byte[], byte[]> transactionalProducer(LocalBroker broker) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "transactional.id",
                "probe",
                "max.request.size",
                SubmissionSender.MAX_RECORD_BYTES,
                "buffer.memory",
                (long) SubmissionSender.MAX_RECORD_BYTES);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(Producer<byte[], byte[]> producer, byte[] value) throws Exception {
        producer.beginTransaction();
        Future<?> sent = producer.send(new ProducerRecord<>(TOPIC, value));
        producer.flush();
        sent.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> read(LocalBroker broker, int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<byte[]> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            // One poll may bring nothing but the end of a transaction.
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (values.size() < count && Instant.now().isBefore(giveUp)) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
