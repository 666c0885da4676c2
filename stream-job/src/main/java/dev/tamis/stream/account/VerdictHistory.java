package dev.tamis.stream.account;

import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * An account's verdicts, counted by the hour of their event time. Pure; only hours with a verdict take space.
 *
 * <p>Verdicts may come in any order. A late one counts in its own hour, as long as that is kept.
 *
 * @param hours since 1970, ascending
 * @param authentic AUTHENTIC verdicts of each hour
 * @param uncertain UNCERTAIN ones
 * @param generated GENERATED ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VerdictHistory(long[] hours, int[] authentic, int[] uncertain, int[] generated) {
    /** No verdicts. */
    static final VerdictHistory NONE = new VerdictHistory(new long[0], new int[0], new int[0], new int[0]);

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    /** With one verdict more. */
    VerdictHistory and(Instant at, Verdict verdict) {
        return with(hour(at), verdict, 1);
    }

    /** With one verdict of another kind: what an analyst's decision does. Nothing where its hour is not kept. */
    VerdictHistory corrected(Instant at, Verdict before, Verdict after) {
        int index = Arrays.binarySearch(hours, hour(at));
        return index < 0 || counts(before)[index] == 0
                ? this
                : with(hour(at), before, -1).with(hour(at), after, 1);
    }

    /** Without the hours that lie so long before the latest. */
    VerdictHistory since(Duration kept) {
        if (hours.length == 0) {
            return this;
        }
        long oldest = hours[hours.length - 1] - kept.toHours() + 1;
        int from = insertion(oldest);
        return from == 0
                ? this
                : new VerdictHistory(
                        Arrays.copyOfRange(hours, from, hours.length),
                        Arrays.copyOfRange(authentic, from, hours.length),
                        Arrays.copyOfRange(uncertain, from, hours.length),
                        Arrays.copyOfRange(generated, from, hours.length));
    }

    /** The counts of a window that ends with the hour of a moment. */
    VerdictCounts within(Duration window, Instant at) {
        int from = insertion(hour(at) - window.toHours() + 1);
        int end = insertion(hour(at) + 1);
        return new VerdictCounts(
                (int) window.toHours(),
                sum(authentic, from, end),
                sum(uncertain, from, end),
                sum(generated, from, end));
    }

    private VerdictHistory with(long hour, Verdict verdict, int more) {
        int index = Arrays.binarySearch(hours, hour);
        VerdictHistory wide = index < 0 ? withHour(-index - 1, hour) : copy();
        wide.counts(verdict)[index < 0 ? -index - 1 : index] += more;
        return wide;
    }

    private VerdictHistory copy() {
        return new VerdictHistory(hours.clone(), authentic.clone(), uncertain.clone(), generated.clone());
    }

    private VerdictHistory withHour(int index, long hour) {
        long[] wide = new long[hours.length + 1];
        System.arraycopy(hours, 0, wide, 0, index);
        wide[index] = hour;
        System.arraycopy(hours, index, wide, index + 1, hours.length - index);
        return new VerdictHistory(wide, wider(authentic, index), wider(uncertain, index), wider(generated, index));
    }

    private static int[] wider(int[] counts, int index) {
        int[] wide = new int[counts.length + 1];
        System.arraycopy(counts, 0, wide, 0, index);
        System.arraycopy(counts, index, wide, index + 1, counts.length - index);
        return wide;
    }

    private int[] counts(Verdict verdict) {
        return switch (verdict) {
            case AUTHENTIC -> authentic;
            case UNCERTAIN -> uncertain;
            case GENERATED -> generated;
        };
    }

    /** Index of the first hour that is not before this one. */
    private int insertion(long hour) {
        int index = Arrays.binarySearch(hours, hour);
        return index < 0 ? -index - 1 : index;
    }

    private static int sum(int[] counts, int from, int end) {
        return Arrays.stream(counts, from, end).sum();
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), HOUR_MILLIS);
    }
}
