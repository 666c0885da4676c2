package dev.tamis.local.stack;

import dev.tamis.local.stack.StackSettings.Retention;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.core.fs.AutoCloseableRegistry;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.jspecify.annotations.Nullable;
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
            LOG.info("starting in {}", settings.folder());
            Files.createDirectories(settings.folder());
            if (settings.retention() == Retention.DELETE) {
                parts.add(() -> delete(settings.folder()));
            }
            // A broker starts in its own JVM while the cluster starts in this one.
            Supplier<String> kafka = launchKafka(settings, parts);
            LocalCluster cluster = LocalCluster.start(settings);
            parts.add(cluster);
            LOG.info("Flink runs");
            String bootstrapServers = kafka.get();
            LocalTopics.create(bootstrapServers);
            LOG.info("Kafka runs at {}", bootstrapServers);
            LocalStack stack = new LocalStack(parts, bootstrapServers, cluster);
            LOG.info("the job was accepted");
            return stack;
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

    /**
     * Checks that the job runs.
     *
     * @throws IllegalStateException where it has ended by itself, which it should not
     */
    public void requireRunning() {
        if (job.isDone()) {
            awaitEnd();
        }
    }

    /**
     * Waits until the stack is closed.
     *
     * @throws IllegalStateException where the job ends by itself, which it should not
     */
    public void awaitEnd() {
        Optional<Throwable> failure = job.handle(LocalStack::failure).join();
        if (!parts.closing) {
            throw new IllegalStateException("the job ended", failure.orElse(null));
        }
    }

    private static Optional<Throwable> failure(@Nullable JobResult result, @Nullable Throwable failure) {
        if (result == null) {
            return Optional.ofNullable(failure);
        }
        return result.getSerializedThrowable()
                .map(serialized -> serialized.deserializeError(LocalStack.class.getClassLoader()));
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
        private volatile boolean closing;

        Parts() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-stack"));
        }

        void add(AutoCloseable part) throws IOException {
            registry.registerCloseable(part);
        }

        @Override
        public void close() {
            closing = true;
            try {
                registry.close();
            } catch (Exception e) {
                // The rest is closed all the same; what a person waits for does not depend on it.
                LOG.warn("a part of the stack did not stop in good order", e);
            }
        }
    }
}
