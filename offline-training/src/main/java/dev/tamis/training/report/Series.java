package dev.tamis.training.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points of one name in a {@link Chart}.
 *
 * @param mark how they are drawn
 */
public record Series(String name, Mark mark, List<Point> points) {
    /** How a series is drawn. */
    public enum Mark {
        /** Straight from each point to the next. */
        LINE,
        /** A dot for each. */
        DOTS
    }

    /** A point, in units of the chart's axes. */
    public record Point(double x, double y) {
        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a point has finite coordinates: " + x + ", " + y);
            }
        }
    }

    public Series {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a series has at least one point: " + name);
        }
    }

    /** A line through values at 0, 1, 2 and so on. */
    public static Series line(String name, double... values) {
        return line(name, IntStream.range(0, values.length).asDoubleStream().toArray(), values);
    }

    /** A line. */
    public static Series line(String name, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "as many x as y expected: " + Arrays.toString(x) + ", " + Arrays.toString(y));
        }
        return new Series(
                name,
                Mark.LINE,
                IntStream.range(0, x.length)
                        .mapToObj(i -> new Point(x[i], y[i]))
                        .toList());
    }
}
