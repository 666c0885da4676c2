package dev.tamis.training.report;

import dev.tamis.training.report.Series.Mark;
import dev.tamis.training.report.Series.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines and dots over two axes, as SVG inside a {@link Page}, whose style gives it its colours.
 *
 * <p>Text stays text, and nothing is asked of the machine's fonts, so that the same figures give the same bytes everywhere.
 * Chart libraries for Java draw through AWT, which needs fonts that a server may lack, and write every letter as a path.
 *
 * @param x title of the horizontal axis
 * @param y title of the vertical axis
 */
public record Chart(String title, String x, String y, List<Series> series) {
    // The plot's borders in the template's drawing of 640 x 360.
    private static final int LEFT = 64;
    private static final int RIGHT = 624;
    private static final int TOP = 16;
    private static final int BOTTOM = 312;

    public Chart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a chart has at least one series: " + title);
        }
    }

    /** Text at a place of the drawing. */
    record Text(String at, String text) {}

    /** A series as the drawing has it. */
    record Drawn(int colour, String name, List<String> paths, List<Dot> dots) {}

    record Dot(String cx, String cy) {}

    /** A figure with its title. */
    public String html() {
        Axis horizontal = Axis.over(points().mapToDouble(Point::x).toArray());
        Axis vertical = Axis.over(points().mapToDouble(Point::y).toArray());
        return Template.html(
                Chart.class,
                "chart.svg.mustache",
                Map.of(
                        "chart", this,
                        "xTicks",
                                horizontal.ticks().stream()
                                        .map(tick -> new Text(across(horizontal, tick), horizontal.text(tick)))
                                        .toList(),
                        "yTicks",
                                vertical.ticks().stream()
                                        .map(tick -> new Text(down(vertical, tick), vertical.text(tick)))
                                        .toList(),
                        "drawn",
                                IntStream.range(0, series.size())
                                        .mapToObj(i -> draw(i, horizontal, vertical))
                                        .toList()));
    }

    private Stream<Point> points() {
        return series.stream().flatMap(one -> one.points().stream());
    }

    private Drawn draw(int index, Axis horizontal, Axis vertical) {
        Series one = series.get(index);
        List<Dot> places = one.points().stream()
                .map(point -> new Dot(across(horizontal, point.x()), down(vertical, point.y())))
                .toList();
        if (one.mark() == Mark.DOTS) {
            return new Drawn(index, one.name(), List.of(), places);
        }
        String path = places.stream().map(dot -> dot.cx() + " " + dot.cy()).collect(Collectors.joining(" L", "M", ""));
        return new Drawn(index, one.name(), List.of(path), List.of());
    }

    private static String across(Axis axis, double value) {
        return pixels(LEFT + axis.share(value) * (RIGHT - LEFT));
    }

    private static String down(Axis axis, double value) {
        return pixels(BOTTOM - axis.share(value) * (BOTTOM - TOP));
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
