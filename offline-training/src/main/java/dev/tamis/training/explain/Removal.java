package dev.tamis.training.explain;

import java.util.Arrays;

/**
 * How sure a network stayed of the class that it predicted while pixels went or came in the order of one map.
 *
 * @param deletion probability of the class from the whole image to none of it, at equal distances
 * @param insertion the same from none of the image to all of it
 * @param mostRelevantFirst the same under ROAD, which starts with what the map calls relevant, at each of its shares
 * @param leastRelevantFirst the same from the other end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Removal(double[] deletion, double[] insertion, double[] mostRelevantFirst, double[] leastRelevantFirst) {
    /** Area under the deletion curve; a map that knows what decides makes it small. */
    double deletionArea() {
        return PixelExchange.area(deletion);
    }

    /** Area under the insertion curve; a map that knows what decides makes it large. */
    double insertionArea() {
        return PixelExchange.area(insertion);
    }

    /**
     * By how much the network stays surer, on average over ROAD's shares, where the irrelevant goes first; 0 is expected of a
     * map that knows nothing.
     */
    double roadGap() {
        return Arrays.stream(leastRelevantFirst).average().orElseThrow()
                - Arrays.stream(mostRelevantFirst).average().orElseThrow();
    }
}
