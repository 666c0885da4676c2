package dev.tamis.generator.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets events happen when they are due, however long what they cause takes elsewhere. One that is late, because the one before
 * it took long, happens at once, and is told when it was due: its delay counts from then.
 */
public final class OpenLoop {
    private OpenLoop() {}

    /** An event. */
    @FunctionalInterface
    public interface Event {
        /**
         * @param number counts from 0
         * @param due nanoseconds since the beginning
         */
        void happen(int number, long due);
    }

    /**
     * Runs in the calling thread.
     *
     * @param length no event happens later, nor is due later
     * @return how many events happened
     * @throws InterruptedException where the thread is interrupted
     */
    public static int run(Arrivals arrivals, Duration length, Event event) throws InterruptedException {
        long start = System.nanoTime();
        long end = length.toNanos();
        int number = 0;
        for (long due = arrivals.next(); due < end; due = arrivals.next()) {
            for (long wait = due - (System.nanoTime() - start); wait > 0; wait = due - (System.nanoTime() - start)) {
                LockSupport.parkNanos(wait);
                requireUninterrupted();
            }
            requireUninterrupted();
            if (System.nanoTime() - start > end) {
                break;
            }
            event.happen(number++, due);
        }
        return number;
    }

    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
