package dev.tamis.local.report;

import dev.tamis.vision.detector.ScoreBand;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many images have which score.
 *
 * @param counts images in each of equally wide parts of 0 to 1
 * @param thresholds divide the scores
 */
record ScoreHistogram(List<Integer> counts, Thresholds thresholds) {
    private static final int BARS = 25;

    /** Height of the highest bar; the page draws 100 units. */
    private static final double TALLEST = 96;

    /** Keeps a single image visible beside thousands. */
    private static final double SHORTEST = 3;

    /**
     * A bar of the page's picture.
     *
     * @param index from 0 at score 0
     * @param tone name of the style
     * @param height 0 to 100
     */
    record Bar(int index, String tone, String height, String top, String title) {}

    static ScoreHistogram of(List<Double> scores, Thresholds thresholds) {
        int[] counts = new int[BARS];
        for (double score : scores) {
            counts[Math.min(BARS - 1, (int) (score * BARS))]++;
        }
        return new ScoreHistogram(IntStream.of(counts).boxed().toList(), thresholds);
    }

    List<Bar> bars() {
        int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
        return IntStream.range(0, counts.size())
                .filter(index -> counts.get(index) > 0)
                .mapToObj(index -> bar(index, Math.max(SHORTEST, TALLEST * counts.get(index) / most)))
                .toList();
    }

    private Bar bar(int index, double height) {
        double from = (double) index / BARS;
        double to = (index + 1.0) / BARS;
        ScoreBand band = thresholds.band((from + to) / 2);
        return new Bar(
                index,
                band.name().toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%.1f", height),
                String.format(Locale.ROOT, "%.1f", 100 - height),
                "score %.2f to %.2f: %d".formatted(from, to, counts.get(index)));
    }
}
