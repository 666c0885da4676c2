package dev.tamis.local.stack;

import dev.tamis.generator.load.SubmissionSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a {@link LocalBroker} runs: one KRaft node, broker and controller in one, on the loopback address.
 *
 * @param folder holds the broker's data and log
 * @param port where clients connect
 * @param controllerPort where the node talks to itself
 */
record BrokerSettings(Path folder, int port, int controllerPort) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int NODE_ID = 1;

    /** Bounds the memory of requests in flight: two of the largest. */
    private static final int MAX_QUEUED_BYTES = 2 * SubmissionSender.MAX_RECORD_BYTES;

    private static final int CLEANER_BYTES = 4 << 20;
    private static final Duration MAX_TRANSACTION = Duration.ofHours(1);

    /**
     * Settings with ports that are free now.
     *
     * @param port where clients connect; 0 for any free one
     * @throws UnusableKafkaException where the port is taken
     */
    static BrokerSettings in(Path folder, int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        // Both are held open together, so that they differ.
        try (ServerSocket client = new ServerSocket(port, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new BrokerSettings(folder.toAbsolutePath(), client.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw UnusableKafkaException.portTaken(port, e);
        }
    }

    String bootstrapServers() {
        return LOOPBACK + ":" + port;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("broker.log");
    }

    /** The node's configuration, by Kafka's names. */
    Map<String, String> toProperties() {
        Map<String, String> properties = new TreeMap<>(limits());
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE_ID));
        properties.put(
                "listeners",
                "PLAINTEXT://%s,CONTROLLER://%s:%d".formatted(bootstrapServers(), LOOPBACK, controllerPort));
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, LOOPBACK, controllerPort));
        properties.put("log.dirs", data().toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        return properties;
    }

    private static Map<String, String> limits() {
        return Map.ofEntries(
                Map.entry("message.max.bytes", String.valueOf(SubmissionSender.MAX_RECORD_BYTES)),
                Map.entry("replica.fetch.max.bytes", String.valueOf(SubmissionSender.MAX_RECORD_BYTES)),
                Map.entry("queued.max.request.bytes", String.valueOf(MAX_QUEUED_BYTES)),
                Map.entry("transaction.max.timeout.ms", String.valueOf(MAX_TRANSACTION.toMillis())),
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BYTES)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"));
    }
}
