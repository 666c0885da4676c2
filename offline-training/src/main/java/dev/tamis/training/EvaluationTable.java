package dev.tamis.training;

import dev.tamis.training.evaluate.Bands;
import dev.tamis.training.evaluate.Evaluation;
import dev.tamis.training.evaluate.EvaluationReport;
import java.io.PrintWriter;

/** An evaluation as a person reads it in a terminal. */
final class EvaluationTable {
    private EvaluationTable() {}

    static void print(EvaluationReport report, PrintWriter out) {
        Evaluation figures = report.figures();
        out.printf("%s on the %s split, %,d images%n", report.detector(), report.split(), figures.images());
        out.printf("  accuracy           %.4f   (a score of at least 0.5 means FAKE)%n", figures.accuracy());
        out.printf("  precision of FAKE  %.4f%n", figures.precision());
        out.printf("  recall of FAKE     %.4f%n", figures.recall());
        out.printf("  F1 of FAKE         %.4f%n", figures.f1());
        out.printf("  AUROC              %.4f%n", figures.auroc());
        out.printf("  log-loss           %.4f%n", figures.loss());
        out.printf("  calibration error  %.4f   (15 bins)%n", figures.calibrationError());
        out.printf("             AUTHENTIC  UNCERTAIN  GENERATED%n");
        printBands("FAKE", figures.fake(), out);
        printBands("REAL", figures.real(), out);
        out.flush();
    }

    private static void printBands(String label, Bands bands, PrintWriter out) {
        out.printf("  %-8s %10.4f %10.4f %10.4f%n", label, bands.authentic(), bands.uncertain(), bands.generated());
    }
}
