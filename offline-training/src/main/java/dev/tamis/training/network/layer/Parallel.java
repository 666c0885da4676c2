package dev.tamis.training.network.layer;

import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/** Work on as many threads as the native operations between which it stands. */
final class Parallel {
    /** A share of the work: indices {@code from} (included) to {@code to} (excluded). */
    @FunctionalInterface
    interface Range {
        void run(int from, int to);
    }

    private static final int THREADS = threads();

    private Parallel() {}

    static void forRanges(int count, Range work) {
        if (THREADS == 1) {
            work.run(0, count);
        } else {
            IntStream.range(0, THREADS)
                    .parallel()
                    .forEach(thread -> work.run(share(count, thread), share(count, thread + 1)));
        }
    }

    private static int share(int count, int thread) {
        return (int) ((long) count * thread / THREADS);
    }

    private static int threads() {
        return Math.min(
                Runtime.getRuntime().availableProcessors(),
                Nd4j.getEnvironment().maxThreads());
    }
}
