package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How much two maps of an image resemble each other, whichever way round: a map that a random network turns into its negative
 * still says the same of the image. 0 where one of them is the same everywhere.
 *
 * @param spearman absolute correlation of the ranks of their values, 0 to 1
 * @param pearson absolute correlation of their values, 0 to 1
 */
record Similarity(double spearman, double pearson) {
    static Similarity of(Heatmap map, Heatmap other) {
        double[] values = values(map);
        double[] others = values(other);
        return new Similarity(
                known(new SpearmansCorrelation().correlation(values, others)),
                known(new PearsonsCorrelation().correlation(values, others)));
    }

    static Similarity mean(List<Similarity> similarities) {
        return new Similarity(mean(similarities, Similarity::spearman), mean(similarities, Similarity::pearson));
    }

    private static double mean(List<Similarity> similarities, ToDoubleFunction<Similarity> figure) {
        return similarities.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** A correlation with something constant is not a number. */
    private static double known(double correlation) {
        return Double.isNaN(correlation) ? 0 : Math.abs(correlation);
    }

    private static double[] values(Heatmap map) {
        double[] values = new double[map.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.values()[i];
        }
        return values;
    }
}
