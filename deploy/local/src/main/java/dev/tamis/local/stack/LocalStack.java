package dev.tamis.local.stack;

import dev.tamis.local.stack.StackSettings.Retention;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.core.fs.AutoCloseableRegistry;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, its topics and the running job on this machine. Stops in reverse order, also when the JVM is asked to end.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    private final Parts parts;
    private final String bootstrapServers;
    private final URI webAddress;
    private final CompletableFuture<JobResult> job;

    private LocalStack(Parts parts, String bootstrapServers, LocalCluster cluster) throws Exception {
        this.parts = parts;
        this.bootstrapServers = bootstrapServers;
        this.webAddress = cluster.webAddress();
        this.job = cluster.run(bootstrapServers);
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
            Files.createDirectories(settings.folder());
            if (settings.retention() == Retention.DELETE) {
                parts.add(() -> delete(settings.folder()));
            }
            // A broker starts in its own JVM while the cluster starts in this one.
            Supplier<String> kafka = launchKafka(settings, parts);
            LocalCluster cluster = LocalCluster.start(settings);
            parts.add(cluster);
            String bootstrapServers = kafka.get();
            LocalTopics.create(bootstrapServers);
            return new LocalStack(parts, bootstrapServers, cluster);
        } catch (Exception e) {
            parts.close();
            throw e;
        }
    }

    /** Where Kafka clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The address of Flink's web interface. */
    public URI webAddress() {
        return webAddress;
    }

    /** @throws IllegalStateException where the job has ended, which it does not by itself */
    public void requireRunning() {
        if (job.isDone()) {
            awaitEnd();
        }
    }

    /**
     * Waits for the job to end, which it does not by itself.
     *
     * @throws IllegalStateException when it has ended
     */
    public void awaitEnd() {
        JobResult result = job.join();
        throw new IllegalStateException(
                "the job ended",
                result.getSerializedThrowable()
                        .map(failure -> failure.deserializeError(LocalStack.class.getClassLoader()))
                        .orElse(null));
    }

    @Override
    public void close() {
        parts.close();
    }

    private static Supplier<String> launchKafka(StackSettings settings, Parts parts) throws IOException {
        if (settings.kafka() instanceof KafkaChoice.Existing existing) {
            return existing::bootstrapServers;
        }
        KafkaChoice.Own own = (KafkaChoice.Own) settings.kafka();
        LocalBroker broker = LocalBroker.launch(settings.folder().resolve("kafka"), own.port());
        parts.add(broker);
        return () -> {
            broker.awaitReady();
            return broker.bootstrapServers();
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    /** What was started, in order. */
    private static final class Parts implements AutoCloseable {
        private final AutoCloseableRegistry registry = new AutoCloseableRegistry();

        Parts() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-stack"));
        }

        void add(AutoCloseable part) throws IOException {
            registry.registerCloseable(part);
        }

        @Override
        public void close() {
            try {
                registry.close();
            } catch (Exception e) {
                // The rest is closed all the same; what a person waits for does not depend on it.
                LOG.warn("a part of the stack did not stop in good order", e);
            }
        }
    }
}
