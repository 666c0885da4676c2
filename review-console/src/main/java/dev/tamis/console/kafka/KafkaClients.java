package dev.tamis.console.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What all of the console's Kafka clients have in common: which cluster they reach, and who they are there.
 *
 * @param properties by Kafka's names; {@code bootstrap.servers} is among them
 */
public record KafkaClients(Map<String, String> properties) {
    /** Where Kafka is when nobody says. */
    public static final String HERE = "localhost:9092";

    public KafkaClients {
        properties = Map.copyOf(properties);
        if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("bootstrap.servers is missing");
        }
    }

    /**
     * Of a cluster that asks nobody who they are.
     *
     * @param bootstrapServers {@code host:port}, separated by commas
     */
    public static KafkaClients of(String bootstrapServers) {
        return new KafkaClients(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /**
     * Reads what a person has given.
     *
     * @param file of properties; null for none
     * @param bootstrapServers go before those in the file; null for these
     * @throws IOException where the file cannot be read
     */
    public static KafkaClients read(@Nullable Path file, @Nullable String bootstrapServers) throws IOException {
        Map<String, String> properties = new HashMap<>(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, HERE));
        if (file != null) {
            properties.putAll(Utils.propsToStringMap(Utils.loadProps(file.toString())));
        }
        if (bootstrapServers != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        }
        return new KafkaClients(properties);
    }

    /** The configuration of one client, whose own settings go before. */
    public Map<String, Object> with(Map<String, Object> ofThisClient) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(ofThisClient);
        return all;
    }

    /** Without values, of which some are secret. */
    @Override
    public String toString() {
        return "KafkaClients" + properties.keySet();
    }
}
