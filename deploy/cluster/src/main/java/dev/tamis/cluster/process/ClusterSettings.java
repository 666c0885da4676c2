package dev.tamis.cluster.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which processes a cluster has, and how they find each other.
 *
 * @param home of the project, with everything built, or of a release
 * @param folder of all that the processes keep, and of their logs
 * @param detector the {@code detector.onnx} file
 * @param state where Flink keeps checkpoints and what JobManagers hand to each other: a URI of one of its file systems
 * @param brokers of Kafka
 * @param jobManagers of Flink, of which one leads
 * @param taskManagers of Flink, with one slot each
 * @param parallelism of the job
 * @param options of the job and of Flink, by key, over those of the cluster
 * @param isolatedBrokers whether each broker is in a network namespace of its own, {@code kafka-N}, with an address of its own
 * @param clockLibrary libfaketime, by which each process has a clock that can be set; null where all have the machine's
 * @param ports of all
 */
public record ClusterSettings(
        Path home,
        Path folder,
        Path detector,
        String state,
        int brokers,
        int jobManagers,
        int taskManagers,
        int parallelism,
        Map<String, String> options,
        boolean isolatedBrokers,
        @Nullable Path clockLibrary,
        Ports ports) {
    static final String HOST = "127.0.0.1";

    /** Of brokers in network namespaces of their own. */
    private static final String NETWORK = "10.99.0.";

    private static final int FIRST_BROKER = 10;

    /** Everyone else's address, where brokers have network namespaces of their own. */
    public static final String ISOLATED_HERE = NETWORK + 1;

    public ClusterSettings {
        folder = folder.toAbsolutePath().normalize();
        detector = detector.toAbsolutePath().normalize();
        options = Map.copyOf(options);
        if (brokers < 1 || jobManagers < 1 || parallelism < 1 || taskManagers < parallelism) {
            throw new IllegalArgumentException("%d brokers, %d JobManagers, %d TaskManagers for %d subtasks"
                    .formatted(brokers, jobManagers, taskManagers, parallelism));
        }
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return IntStream.rangeClosed(1, brokers).mapToObj(this::brokerAddress).collect(Collectors.joining(","));
    }

    /** Flink's web interface at one of the JobManagers, from 1; each of them answers for the one that leads. */
    public URI flink(int jobManager) {
        return URI.create("http://" + address("jobmanager-" + jobManager));
    }

    /** The review console. */
    public URI console() {
        return URI.create("http://" + address("console"));
    }

    /** The brokers' addresses, by number, where each has a network namespace of its own. */
    public List<String> isolatedAddresses() {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(ClusterSettings::isolatedAddress)
                .toList();
    }

    private static String isolatedAddress(int broker) {
        return NETWORK + (FIRST_BROKER + broker);
    }

    /** Where a broker answers. */
    String brokerHost(int broker) {
        return isolatedBrokers ? isolatedAddress(broker) : HOST;
    }

    String brokerAddress(int broker) {
        return brokerHost(broker) + ":" + ports.of("kafka-" + broker);
    }

    String controllerAddress(int broker) {
        return brokerHost(broker) + ":" + ports.of("kafka-%d-controller".formatted(broker));
    }

    String address(String name) {
        return HOST + ":" + ports.of(name);
    }

    Path log(String process) {
        return folder.resolve("logs").resolve(process + ".log");
    }
}
