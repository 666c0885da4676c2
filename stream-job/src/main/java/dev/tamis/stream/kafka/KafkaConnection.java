package dev.tamis.stream.kafka;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How clients reach the Kafka cluster.
 *
 * @param bootstrapServers comma-separated {@code host:port} pairs; no text where the job does without Kafka
 * @param clientProperties passed to every consumer and producer unread, for example {@code security.protocol}; what the
 *     job itself sets wins over them
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> clientProperties) {
    public KafkaConnection {
        checkArgument(bootstrapServers.isEmpty() || !bootstrapServers.isBlank(), "bootstrapServers must not be blank");
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * A cluster that asks nobody who they are.
     *
     * @param bootstrapServers comma-separated {@code host:port} pairs
     */
    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /** Whether there is a cluster to reach. */
    public boolean exists() {
        return !bootstrapServers.isEmpty();
    }

    /** The properties of one client. */
    public Properties properties(Map<String, String> ofThisClient) {
        Properties properties = new Properties();
        properties.putAll(clientProperties);
        properties.putAll(ofThisClient);
        properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** Without values of the properties, of which some are secret. */
    @Override
    public String toString() {
        return "KafkaConnection[%s, %s]".formatted(bootstrapServers, clientProperties.keySet());
    }
}
