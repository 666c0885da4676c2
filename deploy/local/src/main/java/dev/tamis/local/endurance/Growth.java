package dev.tamis.local.endurance;

import java.util.List;
import java.util.function.ToLongFunction;

/** How a measure has grown over a run: the first fifth, in which caches fill, does not count. */
final class Growth {
    /** Two in each fifth. */
    static final int FEWEST_SAMPLES = 10;

    private static final int FIFTHS = 5;

    private Growth() {}

    /**
     * The mean of the last fifth of the samples over that of the second, less one.
     *
     * @param samples at equal distances, at least {@value #FEWEST_SAMPLES}
     */
    static double of(List<MemorySample> samples, ToLongFunction<MemorySample> measure) {
        if (samples.size() < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(
                    "at least %d samples expected, found %d".formatted(FEWEST_SAMPLES, samples.size()));
        }
        return mean(fifth(samples, FIFTHS - 1), measure) / mean(fifth(samples, 1), measure) - 1;
    }

    private static List<MemorySample> fifth(List<MemorySample> samples, int number) {
        int size = samples.size();
        return samples.subList(number * size / FIFTHS, (number + 1) * size / FIFTHS);
    }

    private static double mean(List<MemorySample> samples, ToLongFunction<MemorySample> measure) {
        return samples.stream().mapToLong(measure).average().orElseThrow();
    }
}
