package dev.tamis.generator.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets events happen when they are due, however long what they cause takes elsewhere. One that is late, because the one before
 * it took long, happens at once, and is told how late it is: its delay counts from when it was due.
 */
public final class OpenLoop {
    private OpenLoop() {}

    /** An event. */
    @FunctionalInterface
    public interface Event {
        /**
         * @param number counts from 0
         * @param late nanoseconds since it was due
         */
        void happen(int number, long late);
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
        for (long due = arrivals.next(0); due < end; due = arrivals.next(System.nanoTime() - start)) {
            long now = System.nanoTime() - start;
            while (now < due) {
                LockSupport.parkNanos(due - now);
                requireUninterrupted();
                now = System.nanoTime() - start;
            }
            requireUninterrupted();
            if (now > end) {
                break;
            }
            event.happen(number++, now - due);
        }
        return number;
    }

    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
