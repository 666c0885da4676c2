package dev.tamis.local;

import dev.tamis.stream.kafka.KafkaConnection;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which Kafka a command uses. */
final class KafkaOption {
    private static final String HERE = "localhost:9092";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The job's Kafka. Without it, that of --kafka-properties, or " + HERE + ".")
    private @Nullable String bootstrap;

    @Mixin
    private KafkaPropertiesOption properties = new KafkaPropertiesOption();

    /** How clients reach it. */
    KafkaConnection connection() throws CommandFailedException {
        Map<String, String> given = properties.properties();
        return new KafkaConnection(
                bootstrap == null ? given.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, HERE) : bootstrap,
                given);
    }
}
