package dev.tamis.local.stack;

import dev.tamis.local.stack.StackSettings.Retention;
import dev.tamis.stream.kafka.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, its topics and the running job on this machine. Stops in reverse order, also when the JVM is asked to end.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    private final Parts parts;
    private final KafkaConnection kafka;
    private final URI webAddress;
    private final RunningJob job;

    private LocalStack(Parts parts, KafkaConnection kafka, LocalCluster cluster) throws Exception {
        this.parts = parts;
        this.kafka = kafka;
        this.webAddress = cluster.webAddress();
        this.job = new RunningJob(cluster.run(kafka));
    }

    /**
     * Starts everything and returns when the job has been accepted.
     *
     * @throws UnusableKafkaException where an existing Kafka does not answer
     * @throws dev.tamis.stream.InvalidOptionException where the detector cannot be used
     */
    public static LocalStack start(StackSettings settings) throws Exception {
        Parts parts = new Parts();
        try {
            LOG.info("starting in {}", settings.folder());
            Files.createDirectories(settings.folder());
            if (settings.retention() == Retention.DELETE) {
                parts.add(() -> FileUtils.deleteDirectory(settings.folder().toFile()));
            }
            // A broker starts in its own JVM while the cluster starts in this one.
            Supplier<KafkaConnection> launched = launchKafka(settings, parts);
            LocalCluster cluster = LocalCluster.start(settings);
            parts.add(cluster);
            LOG.info("Flink runs");
            KafkaConnection kafka = launched.get();
            LocalTopics.create(kafka);
            LOG.info("Kafka runs at {}", kafka.bootstrapServers());
            LocalStack stack = new LocalStack(parts, kafka, cluster);
            LOG.info("the job was accepted");
            return stack;
        } catch (Exception e) {
            parts.close();
            throw e;
        }
    }

    /** Where Kafka clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The address of Flink's web interface. */
    public URI webAddress() {
        return webAddress;
    }

    /**
     * Checks that the job runs.
     *
     * @throws IllegalStateException where it has ended by itself, which it should not
     */
    public void requireRunning() {
        if (job.hasEnded()) {
            awaitEnd();
        }
    }

    /**
     * Waits until the stack is closed.
     *
     * @throws IllegalStateException where the job ends by itself, which it should not
     */
    public void awaitEnd() {
        IllegalStateException end = job.awaitEnd();
        if (!parts.closing()) {
            throw end;
        }
    }

    @Override
    public void close() {
        parts.close();
    }

    private static Supplier<KafkaConnection> launchKafka(StackSettings settings, Parts parts) throws IOException {
        if (settings.kafka() instanceof KafkaChoice.Existing existing) {
            return existing::connection;
        }
        KafkaChoice.Own own = (KafkaChoice.Own) settings.kafka();
        LocalBroker broker = LocalBroker.launch(settings.folder().resolve("kafka"), own.port());
        parts.add(broker);
        return () -> {
            broker.awaitReady();
            return KafkaConnection.to(broker.bootstrapServers());
        };
    }
}
