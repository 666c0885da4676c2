package dev.tamis.local.stack;

import dev.tamis.generator.load.SubmissionSender;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a broker runs: a KRaft node, broker and controller in one, alone or among others.
 *
 * @param folder holds the node's data and log
 * @param node its number, from 1
 * @param host where it answers
 * @param port where clients connect
 * @param controllers where the nodes' controllers talk to each other, {@code host:port} by number
 */
public record BrokerSettings(Path folder, int node, String host, int port, List<String> controllers) {
    private static final String LOOPBACK = "127.0.0.1";

    /** Bounds the memory of requests in flight: two of the largest. */
    private static final int MAX_QUEUED_BYTES = 2 * SubmissionSender.MAX_RECORD_BYTES;

    private static final int CLEANER_BYTES = 4 << 20;
    private static final Duration MAX_TRANSACTION = Duration.ofHours(1);

    /** Copies of each record where there are as many nodes. */
    private static final int MOST_REPLICAS = 3;

    public BrokerSettings {
        folder = folder.toAbsolutePath();
        controllers = List.copyOf(controllers);
        if (node < 1 || node > controllers.size()) {
            throw new IllegalArgumentException("node %d of %d".formatted(node, controllers.size()));
        }
    }

    /**
     * One node on the loopback address, with ports that are free now.
     *
     * @param port where clients connect; 0 for any free one
     * @throws UnusableKafkaException where the port is taken
     */
    static BrokerSettings alone(Path folder, int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        // Both are held open together, so that they differ.
        try (ServerSocket client = new ServerSocket(port, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new BrokerSettings(
                    folder, 1, LOOPBACK, client.getLocalPort(), List.of(LOOPBACK + ":" + controller.getLocalPort()));
        } catch (IOException e) {
            throw UnusableKafkaException.portTaken(port, e);
        }
    }

    public String bootstrapServers() {
        return host + ":" + port;
    }

    public Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("broker.log");
    }

    /** Writes what {@link BrokerProcess} reads, making the folder where it is missing. */
    public Path write() throws IOException {
        return write(Map.of());
    }

    /**
     * As {@link #write()}.
     *
     * @param more settings, which go before those of this node
     */
    Path write(Map<String, String> more) throws IOException {
        Files.createDirectories(folder);
        Properties properties = new Properties();
        properties.putAll(toProperties());
        properties.putAll(more);
        Path file = folder.resolve("broker.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /** The node's configuration, by Kafka's names. */
    Map<String, String> toProperties() {
        String replicas = String.valueOf(Math.min(MOST_REPLICAS, controllers.size()));
        // A record is safe while a majority of its copies is.
        String inSync = String.valueOf(Math.min(MOST_REPLICAS, controllers.size()) / 2 + 1);
        Map<String, String> properties = new TreeMap<>(limits());
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(node));
        properties.put(
                "listeners", "CLIENT://%s,CONTROLLER://%s".formatted(bootstrapServers(), controllers.get(node - 1)));
        properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "CLIENT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "controller.quorum.voters",
                IntStream.range(0, controllers.size())
                        .mapToObj(voter -> (voter + 1) + "@" + controllers.get(voter))
                        .collect(Collectors.joining(",")));
        properties.put("log.dirs", data().toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("default.replication.factor", replicas);
        properties.put("min.insync.replicas", inSync);
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("offsets.topic.replication.factor", replicas);
        properties.put("offsets.topic.num.partitions", replicas);
        properties.put("transaction.state.log.replication.factor", replicas);
        properties.put("transaction.state.log.min.isr", inSync);
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
