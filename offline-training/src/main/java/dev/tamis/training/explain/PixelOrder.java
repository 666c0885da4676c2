package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The pixels of an image, the most relevant first. Where a map says the same of several, as it does wherever it is zero, their
 * order is drawn by lot: in the order of the rows they would form a region that the map never meant.
 *
 * @param pixels positions {@code row x width + column}, each once
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelOrder(int[] pixels) {
    static PixelOrder of(Heatmap map, SplittableRandom random) {
        float[] values = map.values();
        double[] lots = random.doubles(values.length).toArray();
        return new PixelOrder(IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(pixel -> -values[pixel])
                        .thenComparingDouble(pixel -> lots[pixel]))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** The least relevant first. */
    PixelOrder reversed() {
        return new PixelOrder(IntStream.range(0, pixels.length)
                .map(i -> pixels[pixels.length - 1 - i])
                .toArray());
    }

    /** How many pixels a share is. */
    int count(double share) {
        return (int) Math.round(share * pixels.length);
    }
}
