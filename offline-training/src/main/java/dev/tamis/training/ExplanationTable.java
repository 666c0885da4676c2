package dev.tamis.training;

import dev.tamis.training.evaluate.Interval;
import dev.tamis.training.explain.Advantage;
import dev.tamis.training.explain.Estimate;
import dev.tamis.training.explain.ExplanationReport;
import dev.tamis.training.explain.Faithfulness;
import dev.tamis.training.explain.SanityCheck;
import java.io.PrintWriter;

/** An explanation report as a person reads it in a terminal. */
final class ExplanationTable {
    private ExplanationTable() {}

    static void print(ExplanationReport report, PrintWriter out) {
        out.printf(
                "%s on %,d images%s, accuracy %.4f%n",
                report.network(),
                report.images(),
                report.split().map(split -> " of the " + split + " split").orElse(""),
                report.accuracy());
        out.printf(
                "%-28s %-26s %-26s %s%n",
                "", "deletion, low is good", "insertion, high is good", "ROAD gap, high is good");
        report.faithfulness().forEach(figures -> print(figures, out));
        report.sanity().forEach(check -> print(check, out));
    }

    private static void print(Faithfulness figures, PrintWriter out) {
        out.printf(
                "%-28s %s %s %s%n",
                figures.maps(), text(figures.deletion()), text(figures.insertion()), text(figures.road()));
        for (Advantage advantage : figures.advantages()) {
            out.printf(
                    "  minus %-20s %s %s %s%n",
                    advantage.over(), text(advantage.deletion()), text(advantage.insertion()), text(advantage.road()));
        }
    }

    private static String text(Estimate estimate) {
        Interval interval = estimate.interval();
        return "%7.4f (%7.4f, %7.4f)".formatted(estimate.mean(), interval.low(), interval.high());
    }

    private static void print(SanityCheck check, PrintWriter out) {
        out.printf(
                "sanity check: %s %s, rank correlation %.4f with maps of fresh weights (below %.1f passes)%n",
                check.maps(),
                check.passes() ? "passes" : "fails",
                check.steps().get(check.steps().size() - 1).spearman(),
                check.threshold());
    }
}
