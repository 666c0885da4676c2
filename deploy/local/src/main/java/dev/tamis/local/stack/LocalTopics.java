package dev.tamis.local.stack;

import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of Tamis on one Kafka cluster. */
public final class LocalTopics {
    private static final int PARTITIONS = 4;
    private static final int REQUEST_TIMEOUT_MS = 15_000;

    private LocalTopics() {}

    /** The names of all topics, in the order of the data flow. */
    public static List<String> names() {
        return all().stream().map(NewTopic::name).toList();
    }

    /**
     * Creates the topics that are missing, with the cluster's own replication; those that exist are left as they are.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @throws UnusableKafkaException where the cluster does not answer
     */
    public static void create(String bootstrapServers) throws InterruptedException {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS);
        try (Admin admin = Admin.create(config)) {
            for (KafkaFuture<Void> created : admin.createTopics(all()).values().values()) {
                awaitCreated(created);
            }
        } catch (ExecutionException | KafkaException e) {
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
    }

    private static void awaitCreated(KafkaFuture<Void> created) throws ExecutionException, InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static List<NewTopic> all() {
        // Submissions and review items hold whole files.
        Map<String, String> files =
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(SubmissionSender.MAX_RECORD_BYTES));
        return List.of(
                topic(Topics.SUBMISSIONS, PARTITIONS).configs(files),
                topic(Topics.REPORTS, PARTITIONS).configs(files),
                topic(Topics.VERDICTS, PARTITIONS),
                topic(Topics.REJECTIONS, PARTITIONS),
                topic(Topics.REVIEW_ITEMS, PARTITIONS).configs(files),
                topic(Topics.REVIEW_DECISIONS, PARTITIONS),
                topic(Topics.DETECTOR_CONTROL, 1),
                topic(Topics.CONTROL_STATUS, 1),
                topic(Topics.SHADOW_DISAGREEMENTS, PARTITIONS),
                topic(Topics.ALERTS, 1));
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }
}
