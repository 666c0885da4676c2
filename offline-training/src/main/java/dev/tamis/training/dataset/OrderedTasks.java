package dev.tamis.training.dataset;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks on two threads and hands their results over in the order of the tasks, on the thread that submits them. Not
 * thread-safe.
 *
 * @param <T> a task's result
 */
public final class OrderedTasks<T> implements AutoCloseable {
    private static final int THREADS = 2;

    /** Tasks that wait, run or are done and not yet handed over; bounds the memory. */
    private static final int IN_FLIGHT = 256;

    /** Receives results in order. */
    @FunctionalInterface
    public interface Receiver<T> {
        void receive(T result) throws IOException;
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Deque<Future<T>> pending = new ArrayDeque<>();
    private final Receiver<T> receiver;

    public OrderedTasks(Receiver<T> receiver) {
        this.receiver = receiver;
    }

    /** Takes a task on; where many are in flight already, the oldest is waited for and handed over first. */
    public void submit(Callable<T> task) throws IOException {
        if (pending.size() >= IN_FLIGHT) {
            receiver.receive(await(pending.remove()));
        }
        pending.add(threads.submit(task));
    }

    /** Waits for what is in flight. */
    public void finish() throws IOException {
        while (!pending.isEmpty()) {
            receiver.receive(await(pending.remove()));
        }
    }

    private static <T> T await(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a task failed for no reason of its own", e.getCause());
        }
    }

    /** Gives up what nobody waited for; returns when no task runs any more. */
    @Override
    public void close() {
        pending.forEach(task -> task.cancel(false));
        threads.shutdown();
        try {
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
