package dev.tamis.local.replay;

import dev.tamis.generator.load.Arrivals;

/** When uploads are sent. */
public sealed interface Pace {
    /** At times of their own, whatever comes of those before. */
    record Open(Arrivals arrivals) implements Pace {}

    /**
     * As fast as their outcomes come.
     *
     * @param most uploads that are on their way at once
     */
    record Closed(int most) implements Pace {}
}
