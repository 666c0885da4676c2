package dev.tamis.console.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;

/**
 * How clients reach the Kafka cluster.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param clientProperties passed to every client unread, for example {@code security.protocol}; what a client itself sets wins
 *     over them
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> clientProperties) {
    public KafkaConnection {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** A cluster that asks nobody who they are. */
    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /**
     * A cluster that wants more to be said.
     *
     * @param file properties, as Kafka's own tools read them
     * @throws IOException where the file cannot be read
     */
    public static KafkaConnection to(String bootstrapServers, Path file) throws IOException {
        return new KafkaConnection(bootstrapServers, Utils.propsToStringMap(Utils.loadProps(file.toString())));
    }

    /** The properties of one client. */
    public Map<String, Object> properties(Map<String, Object> ofThisClient) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.putAll(ofThisClient);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** Without values of the properties, of which some are secret. */
    @Override
    public String toString() {
        return "KafkaConnection[%s, %s]".formatted(bootstrapServers, clientProperties.keySet());
    }
}
