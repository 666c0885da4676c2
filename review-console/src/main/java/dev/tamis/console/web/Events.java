package dev.tamis.console.web;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells open pages that the queues changed, by server-sent events. An event says nothing else: the page asks for what it shows. */
final class Events implements AutoCloseable {
    private static final long HEARTBEAT_SECONDS = 15;

    private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();

    /** Sends, apart from whoever tells of the change; many changes at once are one event. */
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean changed;

    Events() {
        sender.scheduleWithFixedDelay(this::tell, 200, 200, TimeUnit.MILLISECONDS);
        // Also how a client that went away is found out.
        sender.scheduleWithFixedDelay(
                () -> clients.forEach(client -> client.sendComment("still here")),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    void add(SseClient client) {
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        clients.add(client);
    }

    void changed() {
        changed = true;
    }

    private void tell() {
        if (changed) {
            changed = false;
            clients.forEach(client -> client.sendEvent("queues", "changed")); // browsers drop one without data
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
        clients.forEach(SseClient::close);
    }
}
