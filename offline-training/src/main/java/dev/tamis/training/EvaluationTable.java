package dev.tamis.training;

import dev.tamis.training.evaluate.CalibrationMethod;
import dev.tamis.training.evaluate.ClassFigures;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.EvaluationReport;
import dev.tamis.training.evaluate.Interval;
import dev.tamis.training.evaluate.Intervals;
import dev.tamis.training.evaluate.Part;
import dev.tamis.training.evaluate.PartTable;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** An evaluation as a person reads it in a terminal. */
final class EvaluationTable {
    private static final int MOST_PARTS = 40;
    private static final int LOWEST_PARTS = 20;

    private final PrintWriter out;

    private EvaluationTable(PrintWriter out) {
        this.out = out;
    }

    static void print(EvaluationReport report, PrintWriter out) {
        EvaluationTable table = new EvaluationTable(out);
        table.printFigures(report);
        PartTable.of(report).forEach(table::printParts);
        table.printCalibration(report.further().calibration());
        out.flush();
    }

    private void printFigures(EvaluationReport report) {
        Evaluation figures = report.figures();
        Intervals intervals = report.intervals();
        String split = report.subject()
                .split()
                .map(name -> " of the " + name + " split")
                .orElse("");
        out.printf(
                "%s on %,d images%s; FAKE from a score of 0.5%n",
                report.subject().detector(), figures.images(), split);
        printFigure("accuracy", OptionalDouble.of(figures.accuracy()), Optional.of(intervals.accuracy()));
        printFigure("precision of FAKE", figures.precision(), Optional.empty());
        printFigure("recall of FAKE", figures.recall(), Optional.empty());
        printFigure("F1 of FAKE", figures.f1(), intervals.f1());
        printFigure("AUROC", figures.auroc(), intervals.auroc());
        printFigure("log-loss", OptionalDouble.of(figures.loss()), Optional.empty());
        printFigure("calibration error", OptionalDouble.of(figures.ece()), Optional.of(intervals.ece()));
        out.println("             AUTHENTIC  UNCERTAIN  GENERATED");
        figures.fake().ifPresent(fake -> printVerdicts("FAKE", fake));
        figures.real().ifPresent(real -> printVerdicts("REAL", real));
    }

    private void printFigure(String name, OptionalDouble figure, Optional<Interval> interval) {
        figure.ifPresent(value -> out.printf(
                "  %-18s %.4f%s%n",
                name,
                value,
                interval.map(ends -> String.format(Locale.ROOT, "   (95 %%: %.4f to %.4f)", ends.low(), ends.high()))
                        .orElse("")));
    }

    private void printVerdicts(String label, ClassFigures figures) {
        out.printf(
                "  %-8s %10.4f %10.4f %10.4f%n",
                label,
                figures.verdicts().authentic(),
                figures.verdicts().uncertain(),
                figures.verdicts().generated());
    }

    /** At most so many parts as a person reads: those of the lowest accuracy. */
    private void printParts(PartTable table) {
        List<Part> parts = table.parts();
        if (parts.size() <= MOST_PARTS) {
            printHeader(table.title());
            parts.forEach(this::printRow);
        } else {
            printHeader("%s, the lowest %d of %d".formatted(table.title(), LOWEST_PARTS, parts.size()));
            parts.stream()
                    .sorted(Comparator.comparingDouble(part -> part.figures().accuracy()))
                    .limit(LOWEST_PARTS)
                    .forEach(this::printRow);
        }
    }

    private void printCalibration(List<CalibrationMethod> methods) {
        if (!methods.isEmpty()) {
            out.printf("%n%-34s %9s %9s   %s%n", "calibration", "error", "log-loss", "95 % of the error");
            methods.forEach(method -> out.printf(
                    "  %-32s %9.4f %9.4f   %.4f to %.4f%n",
                    method.method() + parameter(method),
                    method.ece(),
                    method.loss(),
                    method.eceInterval().low(),
                    method.eceInterval().high()));
        }
    }

    private static String parameter(CalibrationMethod method) {
        if (method.temperature().isPresent()) {
            return String.format(
                    Locale.ROOT, ", temperature %.4f", method.temperature().getAsDouble());
        }
        return method.steps().isPresent() ? ", " + method.steps().getAsInt() + " steps" : "";
    }

    private void printHeader(String title) {
        out.printf("%n%-34s %9s %9s %7s %21s %11s%n", "", "", "", "", "REAL", "FAKE");
        out.printf(
                "%-34s %9s %9s %7s %10s %10s %11s%n",
                title, "images", "accuracy", "AUROC", "UNCERTAIN", "GENERATED", "GENERATED");
    }

    private void printRow(Part part) {
        Evaluation figures = part.figures();
        out.printf(
                "  %-32s %,9d %9.4f %7s %10s %10s %11s%n",
                part.name(),
                figures.images(),
                figures.accuracy(),
                figures.auroc().isPresent() ? number(figures.auroc().getAsDouble()) : "",
                share(figures.real(), real -> real.verdicts().uncertain()),
                share(figures.real(), real -> real.verdicts().generated()),
                share(figures.fake(), fake -> fake.verdicts().generated()));
    }

    private static String share(Optional<ClassFigures> figures, Function<ClassFigures, Double> share) {
        return figures.map(share).map(EvaluationTable::number).orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
