package dev.tamis.console.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.audit.AuditLog;
import dev.tamis.console.decision.Choice;
import dev.tamis.console.decision.DecisionRelay;
import dev.tamis.console.decision.Decisions;
import dev.tamis.console.model.JobControl;
import dev.tamis.console.queue.Intake;
import dev.tamis.console.queue.ReviewItemReader;
import dev.tamis.console.queue.WorkQueue;
import dev.tamis.console.security.Person;
import dev.tamis.console.security.Role;
import dev.tamis.console.security.Veil;
import dev.tamis.local.stack.LocalBroker;
import dev.tamis.local.topic.AccessRole;
import dev.tamis.local.topic.TopicAdmin;
import dev.tamis.local.topic.TopicPlan;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.kafka.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The console on a broker that asks who it is and refuses what is not allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleAccessIT {
    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Person ANN = new Person(1, "ann", Role.REVIEWER, Veil.BLUR);
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private LocalBroker broker;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = LocalBroker.launch(
                folder.resolve("kafka"),
                0,
                Map.of(
                        "listener.security.protocol.map",
                        "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.client.plain.sasl.jaas.config",
                        MODULE + "username=broker password=b user_broker=b user_desk=d user_stranger=s;",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:broker;User:ANONYMOUS"));
        broker.awaitReady();
        try (TopicAdmin admin = TopicAdmin.of(broker())) {
            admin.create(admin.missing(TopicPlan.DEFAULT));
            admin.allow(AccessRole.CONSOLE.bindings(new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "desk")));
        }
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void doesItsWorkWithTheRightsOfItsRole() throws Exception {
        Jdbi jdbi = DATABASE.get().jdbi();
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(jdbi, clock);
        KafkaClients desk = clients("desk", "d");
        send(TestItems.flagged("a", 10).build());
        try (ReviewItemReader reader = ReviewItemReader.start(new Intake(jdbi, clock), desk, Topics.REVIEW_ITEMS);
                DecisionRelay relay = new DecisionRelay(jdbi, clock, desk, Topics.REVIEW_DECISIONS);
                JobControl control = new JobControl(jdbi, audit, clock, desk, null)) {
            await().atMost(PATIENCE)
                    .until(() -> DATABASE.get().one(Integer.class, "select count(*) from review_item") == 1);
            assertThat(reader.isReading()).isTrue();

            Duration lease = Duration.ofMinutes(5);
            long item = new WorkQueue(jdbi, audit, clock, lease)
                    .claim("flagged", ANN)
                    .orElseThrow();
            new Decisions(jdbi, audit, clock, Duration.ZERO, lease).decide(item, ANN, Choice.AUTHENTIC, null, null);
            assertThat(relay.sendDue()).isEqualTo(1);

            control.stopShadow(ANN);
            await().atMost(PATIENCE).until(() -> !control.history(1).isEmpty());
        }
    }

    @Test
    void whoHasAnotherRoleSendsNoDecisions() throws Exception {
        try (DecisionRelay relay = new DecisionRelay(
                DATABASE.get().jdbi(), Clock.systemUTC(), clients("stranger", "s"), Topics.REVIEW_DECISIONS)) {
            assertThatThrownBy(relay::sendDue)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("uthoriz");
        }
    }

    /** As the command line reads them. */
    private KafkaClients clients(String name, String password) throws Exception {
        Files.writeString(folder.resolve("secrets.properties"), "password=" + password);
        Path file = Files.writeString(folder.resolve(name + ".properties"), """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=%susername=%s password="${file:%s/secrets.properties:password}";
                config.providers=file
                config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                """.formatted(MODULE, name, folder));
        return KafkaClients.read(file, broker.bootstrapServers());
    }

    private KafkaConnection broker() {
        return new KafkaConnection(
                broker.bootstrapServers(),
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        MODULE + "username=broker password=b;"));
    }

    private void send(ReviewItem item) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                broker().properties(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.REVIEW_ITEMS,
                            MessageCodec.of(ReviewItem.class).encode(item)))
                    .get();
        }
    }
}
