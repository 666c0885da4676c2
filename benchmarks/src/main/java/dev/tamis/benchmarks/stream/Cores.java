package dev.tamis.benchmarks.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs work on one thread for each core. */
final class Cores {
    private Cores() {}

    /** What each does. */
    @FunctionalInterface
    interface Task {
        Work run(int core) throws Exception;
    }

    static Work each(Task task) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            List<Future<Work>> running = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                int number = core;
                running.add(threads.submit(() -> task.run(number)));
            }
            List<Work> done = new ArrayList<>();
            for (Future<Work> work : running) {
                done.add(work.get());
            }
            return Work.of(done);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the work failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
