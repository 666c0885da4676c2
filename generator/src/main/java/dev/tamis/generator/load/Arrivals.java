package dev.tamis.generator.load;

import java.time.Duration;
import java.util.SplittableRandom;

/** When the events of a stream arrive, one after the other. One thread uses it. */
@FunctionalInterface
public interface Arrivals {
    /**
     * When the next event arrives, in nanoseconds since the stream began; never before the one that came last.
     *
     * @param now nanoseconds since the stream began, for events that wait for something
     */
    long next(long now);

    /**
     * At equal distances.
     *
     * @param perSecond events a second, more than 0
     */
    static Arrivals fixed(double perSecond) {
        double gap = gapNanos(perSecond);
        return new Arrivals() {
            private long number;

            @Override
            public long next(long now) {
                return (long) (gap * number++);
            }
        };
    }

    /**
     * As uploads of many people who know nothing of each other: a Poisson process.
     *
     * @param perSecond events a second in the mean, more than 0
     * @param seed repeats the times
     */
    static Arrivals poisson(double perSecond, long seed) {
        double gap = gapNanos(perSecond);
        SplittableRandom random = new SplittableRandom(seed);
        return new Arrivals() {
            private double at;

            @Override
            public long next(long now) {
                at -= gap * Math.log(1 - random.nextDouble());
                return (long) at;
            }
        };
    }

    /**
     * A Poisson process whose rate follows a day: least at its beginning, most at its middle, and in the mean as given.
     *
     * @param perSecond events a second in the mean, more than 0
     * @param day how long a day is
     * @param seed repeats the times
     */
    static Arrivals daily(double perSecond, Duration day, long seed) {
        return ThinnedArrivals.daily(perSecond, day, seed);
    }

    /**
     * A Poisson process with bursts: five seconds of each minute five times as many events as else, in the mean as given.
     *
     * @param perSecond events a second in the mean, more than 0
     * @param seed repeats the times
     */
    static Arrivals bursts(double perSecond, long seed) {
        return ThinnedArrivals.bursts(perSecond, seed);
    }

    private static double gapNanos(double perSecond) {
        if (!(perSecond > 0 && perSecond <= 1e9)) {
            throw new IllegalArgumentException("a rate above 0 and up to 1e9 a second expected, found " + perSecond);
        }
        return 1e9 / perSecond;
    }
}
