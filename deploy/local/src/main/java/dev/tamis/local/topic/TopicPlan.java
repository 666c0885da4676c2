package dev.tamis.local.topic;

import dev.tamis.local.topic.TopicDifference.FewerPartitions;
import dev.tamis.local.topic.TopicDifference.Missing;
import dev.tamis.local.topic.TopicDifference.OtherSetting;
import dev.tamis.local.topic.TopicDifference.Unchangeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the topics of one Kafka cluster should be. Pure: {@link TopicAdmin} asks the cluster and changes it.
 *
 * @param partitions of each topic that may have several; null for those that it has, and {@value #DEFAULT_PARTITIONS} where it is new
 * @param replication copies of each record; null for those that a topic has, and the cluster's own number where it is new
 * @param changed settings in place of those of {@link TopicSpec}, by topic and Kafka's name
 */
public record TopicPlan(
        @Nullable Integer partitions, @Nullable Integer replication, Map<String, Map<String, String>> changed) {
    private static final int DEFAULT_PARTITIONS = 4;

    /** What Tamis takes where nothing else is asked for. */
    public static final TopicPlan DEFAULT = new TopicPlan(null, null, Map.of());

    public TopicPlan {
        require(partitions, "partitions");
        require(replication, "replication");
        changed = Map.copyOf(changed);
        changed.keySet().stream()
                .filter(topic -> !TopicSpec.names().contains(topic))
                .findFirst()
                .ifPresent(topic -> {
                    throw new IllegalArgumentException(
                            "%s is none of the topics %s".formatted(topic, String.join(", ", TopicSpec.names())));
                });
    }

    private static void require(@Nullable Integer number, String what) {
        if (number != null && number < 1) {
            throw new IllegalArgumentException("%s must be positive: %d".formatted(what, number));
        }
    }

    /** A topic that is to be made. */
    public Missing missing(TopicSpec spec, int ownReplication) {
        int copies = replication == null ? ownReplication : replication;
        return new Missing(
                spec.topic(),
                spec.hasOnePartition() ? 1 : partitions == null ? DEFAULT_PARTITIONS : partitions,
                copies,
                config(spec, copies));
    }

    /** What a topic lacks of the plan. */
    public List<TopicDifference> differences(TopicSpec spec, PresentTopic present) {
        List<TopicDifference> differences = new ArrayList<>();
        partitionsOf(spec, present).ifPresent(differences::add);
        if (replication != null && replication != present.replication()) {
            differences.add(new Unchangeable(
                    spec.topic(),
                    "has %d copies in place of %d: kafka-reassign-partitions.sh of Kafka changes that"
                            .formatted(present.replication(), replication)));
        }
        config(spec, present.replication()).forEach((key, planned) -> {
            String value = present.config().getOrDefault(key, "");
            if (!value.equals(planned)) {
                differences.add(new OtherSetting(spec.topic(), key, value, planned));
            }
        });
        return differences;
    }

    private Optional<TopicDifference> partitionsOf(TopicSpec spec, PresentTopic present) {
        int planned = spec.hasOnePartition() ? 1 : partitions == null ? present.partitions() : partitions;
        if (present.partitions() < planned) {
            return Optional.of(new FewerPartitions(spec.topic(), present.partitions(), planned));
        }
        if (present.partitions() > planned) {
            return Optional.of(new Unchangeable(
                    spec.topic(),
                    "has %d partitions in place of %d: Kafka takes none away"
                            .formatted(present.partitions(), planned)));
        }
        return Optional.empty();
    }

    private Map<String, String> config(TopicSpec spec, int copies) {
        Map<String, String> config = new TreeMap<>(spec.config(copies));
        config.putAll(changed.getOrDefault(spec.topic(), Map.of()));
        return config;
    }
}
