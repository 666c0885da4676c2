package dev.tamis.benchmarks.figure;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A figure over several rounds.
 *
 * @param mean of all rounds
 * @param least of a round
 * @param most of a round
 */
public record Spread(double mean, double least, double most) {
    public static Spread of(Collection<Double> rounds) {
        DoubleSummaryStatistics figures =
                rounds.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return new Spread(figures.getAverage(), figures.getMin(), figures.getMax());
    }

    /** Of something that each round measured. */
    public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> figure) {
        return of(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    /** Of two figures of each round, the first by the second. */
    public static Spread ofRatios(List<Double> figures, List<Double> others) {
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / others.get(round))
                .toList());
    }

    public static Spread exactly(double value) {
        return new Spread(value, value, value);
    }

    /** Of the sum of two figures, which may both be at their least or at their most. */
    public Spread plus(Spread other) {
        return new Spread(mean + other.mean, least + other.least, most + other.most);
    }

    /** Of so many times the figure, at least 0. */
    public Spread times(double factor) {
        return new Spread(mean * factor, least * factor, most * factor);
    }

    /** Of the product of two figures of at least 0. */
    public Spread times(Spread other) {
        return new Spread(mean * other.mean, least * other.least, most * other.most);
    }

    /** For example {@code 1,234 (1,200 to 1,250)}. */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", mean, least, most);
    }
}
