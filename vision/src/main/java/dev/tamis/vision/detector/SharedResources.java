package dev.tamis.vision.detector;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Resources that are open for as long as anyone uses them: the first user opens one, the last closes it. Threads may share
 * this; who asks for a resource while it is opened or closed waits.
 *
 * @param <K> what tells resources apart
 * @param <R> a resource
 */
final class SharedResources<K, R> {
    private final Map<K, Shared<R>> open = new HashMap<>();
    private final Consumer<R> closer;

    private static final class Shared<R> {
        private final R resource;
        private int users;

        private Shared(R resource) {
            this.resource = resource;
        }
    }

    /** Opens a resource. */
    @FunctionalInterface
    interface Opener<R, E extends Exception> {
        R open() throws E;
    }

    SharedResources(Consumer<R> closer) {
        this.closer = closer;
    }

    /** The resource of this key, opened if nobody uses it; its user calls {@link #release} once. */
    synchronized <E extends Exception> R acquire(K key, Opener<R, E> opener) throws E {
        Shared<R> shared = open.get(key);
        if (shared == null) {
            shared = new Shared<>(opener.open());
            open.put(key, shared);
        }
        shared.users++;
        return shared.resource;
    }

    /** Ends one use, and closes the resource if that was the last. */
    synchronized void release(K key) {
        Shared<R> shared = open.get(key);
        if (shared == null) {
            throw new IllegalStateException("nobody uses " + key);
        }
        shared.users--;
        if (shared.users == 0) {
            open.remove(key);
            closer.accept(shared.resource);
        }
    }
}
