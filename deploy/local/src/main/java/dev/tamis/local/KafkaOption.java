package dev.tamis.local;

import picocli.CommandLine.Option;

/** The option that names the Kafka of a running job. */
final class KafkaOption {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "The job's Kafka, ${DEFAULT-VALUE} by default.")
    private String bootstrap = "";

    /** {@code host:port}, separated by commas. */
    String bootstrapServers() {
        return bootstrap;
    }
}
