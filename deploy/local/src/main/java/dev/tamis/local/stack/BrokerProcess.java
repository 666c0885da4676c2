package dev.tamis.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of the JVM of a broker: formats the data folder where it is new, runs the broker,
 * says {@value #READY} on standard output, and stops when its standard input ends.
 *
 * <p>The input is a pipe from the JVM that started it and ends with that JVM, however it ends, so no broker is left behind.
 */
public final class BrokerProcess {
    /** The one line on standard output. */
    public static final String READY = "ready";

    /** Always the same, so that a folder can be continued; Kafka's form of the 16 bytes "tamis-local-0000". */
    private static final String CLUSTER_ID = "dGFtaXMtbG9jYWwtMDAwMA";

    private BrokerProcess() {}

    /**
     * Runs the broker until it is stopped.
     *
     * @param arguments the file that {@link BrokerSettings#write} wrote
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream output = System.out;
        System.setOut(System.err);
        Thread.currentThread().setUncaughtExceptionHandler(BrokerProcess::end);
        KafkaConfig config = new KafkaConfig(read(Path.of(arguments[0])), false);
        format(config);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
        ParentPipe.watch(System.in, line -> {}, () -> System.exit(0));
        server.startup();
        output.println(READY);
        output.flush();
        server.awaitShutdown();
    }

    /** A broker that fails half-way through its start leaves threads behind that would keep the JVM alive. */
    private static void end(Thread thread, Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static void format(KafkaConfig config) throws Exception {
        new Formatter()
                .setNodeId(config.nodeId())
                .setClusterId(CLUSTER_ID)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(config.getList("log.dirs"))
                .setIgnoreFormatted(true)
                .setPrintStream(System.err)
                .run();
    }
}
