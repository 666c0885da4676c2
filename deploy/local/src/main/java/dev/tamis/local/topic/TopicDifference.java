package dev.tamis.local.topic;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a topic lacks of its plan. {@link #toString} says it to a person. */
public sealed interface TopicDifference {
    /** The topic's name. */
    String topic();

    /** It is missing. */
    record Missing(String topic, int partitions, int replication, Map<String, String> config)
            implements TopicDifference {
        public Missing {
            config = Map.copyOf(config);
        }

        @Override
        public String toString() {
            return "is missing: partitions=%d replication=%d %s"
                    .formatted(
                            partitions,
                            replication,
                            new TreeMap<>(config)
                                    .entrySet().stream()
                                            .map(Map.Entry::toString)
                                            .collect(Collectors.joining(" ")));
        }
    }

    /** It has fewer partitions. */
    record FewerPartitions(String topic, int present, int planned) implements TopicDifference {
        @Override
        public String toString() {
            return "has %d partitions of %d; later records of a key will be in another partition than earlier ones"
                    .formatted(present, planned);
        }
    }

    /** A setting has another value. */
    record OtherSetting(String topic, String key, String present, String planned) implements TopicDifference {
        @Override
        public String toString() {
            return "has %s=%s in place of %s".formatted(key, present, planned);
        }
    }

    /** What cannot be changed on a topic in use. */
    record Unchangeable(String topic, String what) implements TopicDifference {
        @Override
        public String toString() {
            return what;
        }
    }
}
