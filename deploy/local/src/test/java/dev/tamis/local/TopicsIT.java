package dev.tamis.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.local.stack.LocalBroker;
import dev.tamis.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topics of a broker that asks nobody who they are. */
class TopicsIT {
    private static LocalBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = LocalBroker.start(folder);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @AfterEach
    void deleteTopics() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
    }

    @Test
    void createsWhatIsMissingAndThenFindsNothingLacking() throws Exception {
        CommandRun look = topics("--partitions", 3);
        assertThat(look.exitCode()).isEqualTo(1);
        assertThat(look.output())
                .contains("image-submissions     is missing: partitions=3")
                .contains("--apply");
        assertThat(admin.listTopics().names().get()).isEmpty();

        assertThat(topics("--partitions", 3, "--apply").exitCode()).isZero();
        CommandRun again = topics("--partitions", 3);

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).doesNotContain("missing").contains("Nothing is lacking.");
        assertThat(partitions(Topics.SUBMISSIONS)).isEqualTo(3);
        assertThat(partitions(Topics.DETECTOR_CONTROL)).isEqualTo(1);
        assertThat(config(Topics.SUBMISSIONS, "retention.ms")).isEqualTo("259200000");
        assertThat(config(Topics.SUBMISSIONS, "max.message.bytes")).isEqualTo("83886080");
        assertThat(config(Topics.REVIEW_DECISIONS, "retention.ms")).isEqualTo("-1");
        assertThat(config(Topics.VERDICTS, "min.insync.replicas")).isEqualTo("1");
    }

    @Test
    void changesWhatDiffersAndNothingElse() throws Exception {
        topics("--partitions", 2, "--apply");
        set(Topics.REVIEW_DECISIONS, "retention.ms", "604800000");
        set(Topics.VERDICTS, "segment.bytes", "12345678");

        CommandRun look = topics("--partitions", 5);
        assertThat(look.exitCode()).isEqualTo(1);
        assertThat(look.output())
                .contains("review-decisions      has retention.ms=604800000 in place of -1")
                .contains("image-verdicts        has 2 partitions of 5; later records of a key")
                .contains("detector-control      is as planned");
        assertThat(config(Topics.REVIEW_DECISIONS, "retention.ms")).isEqualTo("604800000");

        assertThat(topics("--partitions", 5, "--apply").exitCode()).isZero();
        assertThat(topics().exitCode()).as("whatever partitions there are").isZero();
        assertThat(partitions(Topics.VERDICTS)).isEqualTo(5);
        assertThat(config(Topics.REVIEW_DECISIONS, "retention.ms")).isEqualTo("-1");
        assertThat(config(Topics.VERDICTS, "segment.bytes"))
                .as("nobody planned it")
                .isEqualTo("12345678");
    }

    @Test
    void takesSettingsOfItsOwn() throws Exception {
        String less = "image-submissions:retention.ms=86400000";
        assertThat(topics("--config", less, "--config", "image-submissions:retention.bytes=1000000000", "--apply")
                        .exitCode())
                .isZero();

        assertThat(config(Topics.SUBMISSIONS, "retention.ms")).isEqualTo("86400000");
        assertThat(config(Topics.SUBMISSIONS, "retention.bytes")).isEqualTo("1000000000");
        assertThat(topics("--config", less).exitCode()).isZero();
        assertThat(topics().output()).contains("image-submissions     has retention.ms=86400000 in place of 259200000");
    }

    @Test
    void saysWhatCannotBeChanged() throws Exception {
        topics("--apply");
        admin.createPartitions(Map.of(Topics.DETECTOR_CONTROL, NewPartitions.increaseTo(2)))
                .all()
                .get();

        CommandRun run = topics("--replication", 3, "--apply");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("detector-control      has 2 partitions in place of 1: Kafka takes none away")
                .contains("image-verdicts        has 1 copies in place of 3");
        assertThat(run.errors()).contains("some of it cannot be changed on topics in use");
    }

    @Test
    void saysWhatCannotBeMeant() {
        assertThat(topics("--config", "image-submission:retention.ms=1").errors())
                .contains("image-submission is none of the topics image-submissions, image-reports");
        assertThat(topics("--config", "retention.ms=1").errors()).contains("TOPIC:KEY=VALUE is expected");
        assertThat(topics("--partitions", 0).errors()).contains("partitions must be positive: 0");
        assertThat(topics("--principal", "boss=User:x").errors())
                .contains("[platform, job, console, operator, training]");
        assertThat(topics("--principal", "job=x").exitCode()).isEqualTo(2);
        assertThat(topics("--kafka-properties", "/does/not/exist").errors()).contains("/does/not/exist cannot be read");
    }

    @Test
    void saysThatABrokerAllowsEverything() {
        assertThat(topics("--principal", "job=User:x").errors()).contains("No Authorizer is configured");
    }

    private static CommandRun topics(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "topics";
        all[1] = "--bootstrap";
        all[2] = broker.bootstrapServers();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.of(all);
    }

    private static int partitions(String topic) throws Exception {
        TopicDescription described =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        return requireNonNull(described).partitions().size();
    }

    private static String config(String topic, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return requireNonNull(config).get(key).value();
    }

    private static void set(String topic, String key, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
