package dev.tamis.generator.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;

/** A Poisson process of a rate that changes: of events at the highest rate each stays with a probability (Lewis and Shedler 1979). */
final class ThinnedArrivals implements Arrivals {
    /** How far the rate of a day goes from its mean. */
    private static final double SWING = 0.6;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long BURST = TimeUnit.SECONDS.toNanos(5);
    private static final double BURST_FACTOR = 5;

    private final Arrivals all;
    private final SplittableRandom random;
    private final LongToDoubleFunction share;

    /**
     * A process.
     *
     * @param most events a second at the highest rate
     * @param share of the highest rate at a time in nanoseconds, above 0 and at most 1
     */
    private ThinnedArrivals(double most, long seed, LongToDoubleFunction share) {
        this.all = Arrivals.poisson(most, seed);
        this.random = new SplittableRandom(~seed); // not the one that draws the times
        this.share = share;
    }

    static Arrivals daily(double perSecond, Duration day, long seed) {
        double turn = 2 * Math.PI / day.toNanos();
        return new ThinnedArrivals(
                perSecond * (1 + SWING), seed, at -> (1 - SWING * Math.cos(turn * at)) / (1 + SWING));
    }

    static Arrivals bursts(double perSecond, long seed) {
        double mean = 1 + (BURST_FACTOR - 1) * BURST / MINUTE; // in events outside bursts
        return new ThinnedArrivals(
                perSecond * BURST_FACTOR / mean, seed, at -> at % MINUTE >= MINUTE - BURST ? 1 : 1 / BURST_FACTOR);
    }

    @Override
    public long next(long now) {
        long at = all.next(now);
        while (random.nextDouble() >= share.applyAsDouble(at)) {
            at = all.next(now);
        }
        return at;
    }
}
