package dev.tamis.training.explain;

import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Page;
import dev.tamis.training.report.Series;
import dev.tamis.training.report.Template;
import dev.tamis.vision.image.PngEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The maps of a network as a page for a browser: a gallery, and how far the maps can be trusted. */
public final class ExplanationPage {
    private final ExplanationReport report;
    private final List<LayerMaps> sources;

    /** @param sources whose maps were asked for, in the order of the report */
    public ExplanationPage(ExplanationReport report, List<LayerMaps> sources) {
        this.report = report;
        this.sources = List.copyOf(sources);
    }

    /**
     * The page's HTML.
     *
     * @param shown the images of the gallery
     */
    public String html(List<ExplainedImage> shown) {
        Map<String, Object> values = Map.of(
                "report",
                report,
                "gallery",
                gallery().html(sources, shown),
                "controls",
                report.faithfulness()
                        .subList(sources.size(), report.faithfulness().size()),
                "charts",
                layers().flatMap(this::charts).toList(),
                "draws",
                Randomisation.DRAWS);
        return Page.of(
                "Explanations of " + report.network(),
                Template.html(ExplanationPage.class, "explanations.html.mustache", values));
    }

    /** The gallery as one PNG file. */
    public byte[] png(List<ExplainedImage> shown) {
        return PngEncoder.encode(gallery().sheet(shown));
    }

    private Gallery gallery() {
        return new Gallery(sources.size());
    }

    private Stream<String> layers() {
        return sources.stream().map(LayerMaps::layer).distinct();
    }

    /** The charts of a layer's maps beside the controls: as many lines as there are colours. */
    private Stream<String> charts(String layer) {
        List<Faithfulness> figures = IntStream.range(0, report.faithfulness().size())
                .filter(i -> i >= sources.size() || sources.get(i).layer().equals(layer))
                .mapToObj(report.faithfulness()::get)
                .toList();
        String confidence = "probability of the predicted class";
        return Stream.of(
                        new Chart(
                                "Deletion, " + layer,
                                "share of the pixels removed",
                                confidence,
                                lines(figures, one -> exchange(one, one.deletionCurve()))),
                        new Chart(
                                "Insertion, " + layer,
                                "share of the pixels shown",
                                confidence,
                                lines(figures, one -> exchange(one, one.insertionCurve()))),
                        new Chart(
                                "ROAD, most relevant first, " + layer,
                                "share of the pixels removed",
                                "accuracy",
                                lines(figures, one -> road(one, RoadPoint::accuracyMostFirst))),
                        new Chart(
                                "ROAD, least relevant first, " + layer,
                                "share of the pixels removed",
                                "accuracy",
                                lines(figures, one -> road(one, RoadPoint::accuracyLeastFirst))),
                        sanity(layer))
                .map(Chart::html);
    }

    private static List<Series> lines(List<Faithfulness> figures, Function<Faithfulness, Series> line) {
        return figures.stream().map(line).toList();
    }

    private static Series exchange(Faithfulness figures, List<Double> curve) {
        double last = curve.size() - 1;
        return line(
                figures.maps(),
                IntStream.range(0, curve.size()).mapToObj(i -> i / last).toList(),
                curve);
    }

    private static Series road(Faithfulness figures, Function<RoadPoint, Double> figure) {
        List<RoadPoint> points = figures.roadPoints();
        return line(
                figures.maps(),
                points.stream().map(RoadPoint::removed).toList(),
                points.stream().map(figure).toList());
    }

    private Chart sanity(String layer) {
        return new Chart(
                "Fresh weights, " + layer,
                "layers with fresh weights, from the output on",
                "rank correlation",
                IntStream.range(0, sources.size())
                        .filter(i -> sources.get(i).layer().equals(layer))
                        .mapToObj(report.sanity()::get)
                        .map(check -> Series.line(
                                check.maps(),
                                DoubleStream.concat(
                                                DoubleStream.of(1),
                                                check.steps().stream().mapToDouble(SanityCheck.Step::spearman))
                                        .toArray()))
                        .toList());
    }

    private static Series line(String name, List<Double> x, List<Double> y) {
        return Series.line(
                name,
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
