package dev.tamis.training.evaluate;

import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Page;
import dev.tamis.training.report.Series;
import dev.tamis.training.report.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** An evaluation as a page for a browser, with its curves. */
public final class EvaluationPage {
    private EvaluationPage() {}

    /** The page's HTML. */
    public static String of(EvaluationReport report) {
        return Page.of(report.subject().detector(), body(report));
    }

    /** What stands on the page below its title. */
    public static String body(EvaluationReport report) {
        Map<String, Object> values = Map.of(
                "report", report,
                "curves", curves(report.curves()),
                "robustness", robustness(report),
                "tables", PartTable.of(report));
        return Template.html(EvaluationPage.class, "evaluation.html.mustache", values);
    }

    private static List<String> curves(Curves curves) {
        List<String> charts = new ArrayList<>();
        if (!curves.roc().isEmpty()) {
            charts.add(new Chart(
                            "ROC curve",
                            "share of REAL called FAKE",
                            "share of FAKE called FAKE",
                            List.of(
                                    line("detector", curves.roc(), RocPoint::falsePositives, RocPoint::truePositives),
                                    Series.line("chance", 0, 1)))
                    .html());
        }
        charts.add(new Chart(
                        "Reliability",
                        "probability of the predicted class",
                        "share that is right",
                        List.of(
                                line(
                                        "detector",
                                        curves.reliability(),
                                        ReliabilityBin::confidence,
                                        ReliabilityBin::accuracy),
                                Series.line("honest", new double[] {0.5, 1}, new double[] {0.5, 1})))
                .html());
        if (!curves.sweep().isEmpty()) {
            charts.add(sweep(curves.sweep()));
        }
        return charts;
    }

    private static String sweep(List<SweepPoint> points) {
        Map<String, ToDoubleFunction<SweepPoint>> figures = new LinkedHashMap<>();
        figures.put("accuracy", SweepPoint::accuracy);
        figures.put("F1 of FAKE", SweepPoint::f1);
        figures.put("precision of FAKE", SweepPoint::precision);
        figures.put("recall of FAKE", SweepPoint::recall);
        figures.put("precision of REAL", SweepPoint::precisionReal);
        figures.put("recall of REAL", SweepPoint::recallReal);
        return new Chart(
                        "Decision threshold",
                        "a score from this on means FAKE",
                        "figure",
                        figures.entrySet().stream()
                                .map(figure -> line(figure.getKey(), points, SweepPoint::threshold, figure.getValue()))
                                .toList())
                .html();
    }

    /** A chart for each kind of degradation. */
    private static List<String> robustness(EvaluationReport report) {
        Map<String, List<DegradedPart>> kinds = report.further().robustness().stream()
                .collect(Collectors.groupingBy(DegradedPart::degradation, LinkedHashMap::new, Collectors.toList()));
        List<String> charts = new ArrayList<>();
        kinds.forEach((kind, trials) -> {
            List<Series> series = new ArrayList<>(lines(
                    "accuracy", trials, Evaluation::accuracy, report.figures().accuracy()));
            report.figures()
                    .auroc()
                    .ifPresent(auroc -> series.addAll(
                            lines("AUROC", trials, figures -> figures.auroc().orElseThrow(), auroc)));
            charts.add(new Chart(kind, "strength", "figure", series).html());
        });
        return charts;
    }

    /** A figure by strength, and what it is of the images as they are. */
    private static List<Series> lines(
            String name, List<DegradedPart> trials, ToDoubleFunction<Evaluation> figure, double unchanged) {
        double[] ends = {trials.get(0).strength(), trials.get(trials.size() - 1).strength()};
        return List.of(
                line(name, trials, DegradedPart::strength, trial -> figure.applyAsDouble(trial.figures())),
                Series.line(name + ", unchanged", ends, new double[] {unchanged, unchanged}));
    }

    private static <T> Series line(String name, List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        return Series.line(
                name,
                points.stream().mapToDouble(x).toArray(),
                points.stream().mapToDouble(y).toArray());
    }
}
