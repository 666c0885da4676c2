package dev.tamis.stream.known;

import static org.apache.flink.util.Preconditions.checkArgument;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * When one image was seen lately: counts in spans of five minutes, by event time. Pure.
 *
 * <p>Times may come in any order. One that lies more than an hour before the latest is not kept.
 *
 * @param latest number of the latest span, from 1970 on
 * @param counts of the spans up to the latest, the latest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sightings(long latest, int[] counts) {
    /** An hour, and the span that it begins in. */
    static final int SPANS = 13;

    private static final long SPAN_MILLIS = Duration.ofMinutes(5).toMillis();

    /** Nothing seen yet. */
    static final Sightings NONE = new Sightings(Long.MIN_VALUE / SPAN_MILLIS, new int[SPANS]);

    public Sightings {
        checkArgument(counts.length == SPANS, "%s counts expected, found %s", SPANS, counts.length);
    }

    /** These and one more. */
    Sightings and(Instant at) {
        long span = Math.floorDiv(at.toEpochMilli(), SPAN_MILLIS);
        Sightings moved = span > latest ? movedTo(span) : this;
        long age = moved.latest - span;
        if (age >= SPANS) {
            return moved;
        }
        int[] added = moved.counts.clone();
        added[(int) age]++;
        return new Sightings(moved.latest, added);
    }

    private Sightings movedTo(long span) {
        int[] moved = new int[SPANS];
        long by = span - latest;
        if (by < SPANS) {
            System.arraycopy(counts, 0, moved, (int) by, SPANS - (int) by);
        }
        return new Sightings(span, moved);
    }

    /** How many there were in the hour up to the latest. */
    int inLastHour() {
        return Arrays.stream(counts).sum();
    }
}
