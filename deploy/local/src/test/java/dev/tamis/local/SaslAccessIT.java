package dev.tamis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.local.stack.KafkaChoice;
import dev.tamis.local.stack.LocalStack;
import dev.tamis.local.stack.StackSettings;
import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.kafka.KafkaConnection;
import dev.tamis.vision.detector.FixtureDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that asks for names and passwords, as {@code deploy/kafka/broker-sasl.properties} says. */
@Timeout(180)
class SaslAccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Object[] ROLES = {
        "--principal", "platform=User:shop",
        "--principal", "job=User:flink",
        "--principal", "console=User:desk",
        "--principal", "operator=User:ops",
        "--principal", "training=User:lab"
    };

    private static SecuredKafka kafka;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka = SecuredKafka.sasl(folder);
        for (String name : List.of("shop", "flink", "desk", "ops", "lab", "stranger", "visitor")) {
            kafka.add(name);
        }
        CommandRun look = topics();
        assertThat(look.exitCode()).isEqualTo(1);
        assertThat(look.output())
                .contains(
                        "User:shop, platform: needs",
                        "  write topic image-submissions",
                        "  read group tamis-platform*");
        CommandRun run = topics("--apply");
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    }

    private static CommandRun topics(String... more) throws Exception {
        Object[] arguments = new Object[1 + ROLES.length + more.length];
        arguments[0] = "topics";
        System.arraycopy(ROLES, 0, arguments, 1, ROLES.length);
        System.arraycopy(more, 0, arguments, 1 + ROLES.length, more.length);
        return kafka.run(SecuredKafka.ADMIN, arguments);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void everyRoleDoesItsWork(@TempDir Path folder) throws Exception {
        Path detector = folder.resolve("detector.onnx");
        FixtureDetector.write(detector);
        StackSettings settings = new StackSettings(
                folder.resolve("stack"),
                Retention.DELETE,
                new KafkaChoice.Existing(kafka.connection("flink")),
                detector,
                "0");
        try (LocalStack stack = LocalStack.start(settings)) {
            Path json = folder.resolve("replay.json");
            CommandRun replay =
                    kafka.run("shop", "replay", "--rate", "5", "--warm-up", "0s", "--duration", "2s", "--json", json);
            assertThat(replay.exitCode()).as(replay.output() + replay.errors()).isZero();
            assertThat(CommandRun.json(json).get("verdicts").asInt()).isPositive();
            assertThat(readsInGroup("shop", "tamis-platform-trust", Topics.VERDICTS))
                    .isTrue();

            CommandRun allowed = kafka.run(
                    SecuredKafka.ADMIN,
                    "topics",
                    "--principal",
                    "platform=User:visitor",
                    "--principal",
                    "training=User:visitor",
                    "--apply");
            assertThat(allowed.exitCode()).as(allowed.errors()).isZero();
            CommandRun demo = kafka.run("visitor", "demo", "--out", folder.resolve("demo"));
            assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
            assertThat(demo.output()).contains("0 lost, 0 doubled, 0 not sent");

            CommandRun threshold =
                    kafka.run("ops", "control", "threshold", "--authentic-below", "0.1", "--generated-from", "0.9");
            assertThat(threshold.exitCode())
                    .as(threshold.output() + threshold.errors())
                    .isZero();
            assertThat(kafka.run("ops", "control", "status").output()).contains("GENERATED from 0.9");
            stack.requireRunning();
        }
        CommandRun decisions = kafka.run("lab", "decisions", "--out", folder.resolve("decisions"));
        assertThat(decisions.exitCode()).as(decisions.errors()).isZero();
        CommandRun backfill = kafka.run("lab", "backfill", "--model", detector, "--out", folder.resolve("history"));
        assertThat(backfill.exitCode()).as(backfill.errors()).isZero();
        assertThat(backfill.output()).contains("every outcome is in");
    }

    @ParameterizedTest
    @CsvSource({
        "shop, image-submissions",
        "shop, review-items",
        "shop, review-decisions",
        "desk, image-submissions",
        "desk, image-verdicts",
        "ops, review-items",
        "ops, image-submissions",
        "lab, image-verdicts",
        "stranger, image-verdicts"
    })
    void nobodyReadsWhatIsNotTheirs(String name, String topic) throws Exception {
        try (Consumer<byte[], byte[]> consumer = consumer(name, Map.of())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            assertThatThrownBy(() -> {
                        consumer.seekToBeginning(consumer.assignment());
                        consumer.poll(PATIENCE);
                    })
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop, image-verdicts",
        "shop, detector-control",
        "shop, review-decisions",
        "flink, review-decisions",
        "flink, image-submissions",
        "flink, detector-control",
        "desk, image-verdicts",
        "desk, image-submissions",
        "ops, review-decisions",
        "lab, review-decisions",
        "stranger, image-submissions"
    })
    void nobodyWritesWhatIsNotTheirs(String name, String topic) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.connection(name).properties(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1]))
                            .get())
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void nobodyTakesTheJobsPlaceInATopic() {
        assertThatThrownBy(() -> readsInGroup("shop", "tamis-moderation", Topics.VERDICTS))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void saysWhoIsAllowedMoreThanTheirRole() throws Exception {
        CommandRun run = kafka.run(SecuredKafka.ADMIN, "topics", "--principal", "operator=User:lab");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("User:lab, operator: needs")
                .contains("  write topic detector-control")
                .contains("  has beyond that: read topic review-items");
        assertThat(topics().exitCode()).as("nothing was changed").isZero();
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        CommandRun run = kafka.run(kafka.client("ops", "not-the-password"), "control", "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("SaslAuthenticationException").doesNotContain("not-the-password");
    }

    private static boolean readsInGroup(String name, String group, String topic) throws Exception {
        try (Consumer<byte[], byte[]> consumer =
                consumer(name, Map.of("group.id", group, "auto.offset.reset", "earliest"))) {
            consumer.subscribe(List.of(topic));
            // One poll may bring nothing but the end of a transaction.
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(giveUp)) {
                if (!consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Consumer<byte[], byte[]> consumer(String name, Map<String, String> more) throws Exception {
        KafkaConnection connection = kafka.connection(name);
        return new KafkaConsumer<>(
                connection.properties(more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
