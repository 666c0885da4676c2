package dev.tamis.local.topic;

import java.util.Map;

/**
 * A topic as a Kafka cluster has it.
 *
 * @param partitions how many
 * @param replication copies of each record
 * @param config every setting in force, by Kafka's names
 */
public record PresentTopic(int partitions, int replication, Map<String, String> config) {
    public PresentTopic {
        config = Map.copyOf(config);
    }
}
