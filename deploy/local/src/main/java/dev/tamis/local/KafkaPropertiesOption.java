package dev.tamis.local;

import dev.tamis.stream.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how a command reaches a Kafka that asks who it is. */
final class KafkaPropertiesOption {
    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka's clients, such as security.protocol. A value can stay in another file or in the"
                            + " environment, as in deploy/kafka.")
    private @Nullable Path file;

    /** The properties; none without a file. */
    Map<String, String> properties() throws CommandFailedException {
        if (file == null) {
            return Map.of();
        }
        try {
            return Utils.propsToStringMap(Utils.loadProps(file.toString()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailedException("the properties %s cannot be read: %s".formatted(file, e));
        }
    }

    boolean isGiven() {
        return file != null;
    }

    /** The option as it was given, for another command line. */
    List<String> arguments() {
        return file == null
                ? List.of()
                : List.of("--kafka-properties", file.toAbsolutePath().toString());
    }

    /** @param bootstrapServers {@code host:port}, separated by commas; go before those in the file */
    KafkaConnection connection(String bootstrapServers) throws CommandFailedException {
        return new KafkaConnection(bootstrapServers, properties());
    }
}
