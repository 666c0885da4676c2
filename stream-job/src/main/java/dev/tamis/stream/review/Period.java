package dev.tamis.stream.review;

import java.time.Duration;
import java.time.Instant;

/**
 * The detector's verdicts of a day or an hour, by event time.
 *
 * @param verdicts all of them
 * @param generated those that were GENERATED
 * @param open whether the circuit breaker opened, so that none is GENERATED any more
 */
public record Period(int verdicts, int generated, boolean open) {
    static final Period EMPTY = new Period(0, 0, false);

    /** The number of the period of a length that holds a time, from 1970 on. */
    static long number(Instant at, Duration length) {
        return Math.floorDiv(at.toEpochMilli(), length.toMillis());
    }

    static Instant begin(long number, Duration length) {
        return Instant.ofEpochMilli(number * length.toMillis());
    }

    /** With further verdicts of which none is GENERATED. */
    Period and(int others) {
        return new Period(verdicts + others, generated, open);
    }

    /** With one more GENERATED verdict. */
    Period andGenerated() {
        return new Period(verdicts + 1, generated + 1, open);
    }

    Period opened() {
        return new Period(verdicts, generated, true);
    }
}
