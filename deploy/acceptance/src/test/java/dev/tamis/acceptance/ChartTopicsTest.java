package dev.tamis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tamis.local.topic.TopicSpec;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** The topics that the Helm chart makes are those that {@code ./tamis topics} plans. */
class ChartTopicsTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void eachTopicIsThePlannedOne() throws Exception {
        JsonNode kafka = YAML.readTree(Launcher.HOME
                        .resolve("deploy/kubernetes/tamis/values.yaml")
                        .toFile())
                .path("kafka");
        JsonNode topics = kafka.path("topics");
        assertThat(topics.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(TopicSpec.names());
        int replicas = kafka.at("/strimzi/replicas").asInt();
        for (TopicSpec topic : TopicSpec.values()) {
            JsonNode made = topics.path(topic.topic());
            Map<String, String> config =
                    new TreeMap<>(YAML.convertValue(made.path("config"), new TypeReference<Map<String, String>>() {}));
            // What the template adds to every topic.
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    kafka.at("/strimzi/minInSyncReplicas").asText());
            assertThat(config).as(topic.topic()).isEqualTo(topic.config(replicas));
            assertThat(made.path("partitions").asInt() == 1).as(topic.topic()).isEqualTo(topic.hasOnePartition());
        }
    }
}
