package dev.tamis.local.stack;

import dev.tamis.generator.load.SubmissionSender;
import dev.tamis.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of Tamis on one Kafka cluster. */
public final class LocalTopics {
    private static final int PARTITIONS = 4;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private LocalTopics() {}

    /** The names of all topics, in the order of the data flow. */
    public static List<String> names() {
        return all().stream().map(NewTopic::name).toList();
    }

    /**
     * Creates the topics that are missing, with the cluster's own replication, and waits until they can be written; those that exist
     * are left as they are.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @throws UnusableKafkaException where the cluster does not answer
     */
    public static void create(String bootstrapServers) throws InterruptedException {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis());
        try (Admin admin = Admin.create(config)) {
            CreateTopicsResult created = admin.createTopics(all());
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (String topic : created.values().keySet()) {
                for (int partition = 0; partition < partitions(created, topic); partition++) {
                    partitions.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
                }
            }
            awaitLeaders(admin, partitions);
        } catch (ExecutionException | KafkaException e) {
            throw UnusableKafkaException.unreachable(bootstrapServers, e);
        }
    }

    /**
     * Asks until the leaders of partitions answer. A producer whose first batch comes too early, and whose second does not, is
     * refused the first for as long as it tries: "out of order sequence number".
     */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        while (true) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                // A broker that has not heard of a topic yet says that there is none.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    /** Partitions of a topic that was created now. */
    private static int partitions(CreateTopicsResult created, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return created.numPartitions(topic).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return 0;
            }
            throw e;
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
