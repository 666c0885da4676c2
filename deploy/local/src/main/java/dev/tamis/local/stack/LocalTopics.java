package dev.tamis.local.stack;

import dev.tamis.local.topic.TopicAdmin;
import dev.tamis.local.topic.TopicPlan;
import dev.tamis.local.topic.TopicSpec;
import dev.tamis.stream.kafka.KafkaConnection;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** The topics of Tamis on a Kafka cluster that is there for it. */
public final class LocalTopics {
    private LocalTopics() {}

    /** The names of all topics, in the order of the data flow. */
    public static List<String> names() {
        return TopicSpec.names();
    }

    /**
     * Creates the topics that are missing, with the cluster's own replication, and waits until they can be written; those that exist
     * are left as they are.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     * @throws UnusableKafkaException where the cluster does not answer
     */
    public static void create(String bootstrapServers) throws InterruptedException {
        create(KafkaConnection.to(bootstrapServers));
    }

    /**
     * As {@link #create(String)}.
     *
     * @throws UnusableKafkaException where the cluster does not answer, or refuses to create what is missing
     */
    public static void create(KafkaConnection kafka) throws InterruptedException {
        try (TopicAdmin admin = TopicAdmin.of(kafka)) {
            admin.create(admin.missing(TopicPlan.DEFAULT));
        } catch (KafkaException e) {
            throw UnusableKafkaException.unreachable(kafka.bootstrapServers(), e);
        }
    }
}
