package dev.tamis.local.stack;

import java.io.IOException;
import org.apache.flink.core.fs.AutoCloseableRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stack has started. Closes it in reverse order, also when the JVM is asked to end. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final AutoCloseableRegistry registry = new AutoCloseableRegistry();
    private volatile boolean closing;

    Parts() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-stack"));
    }

    void add(AutoCloseable part) throws IOException {
        registry.registerCloseable(part);
    }

    boolean closing() {
        return closing;
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
