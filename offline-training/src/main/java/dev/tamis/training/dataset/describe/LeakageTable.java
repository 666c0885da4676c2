package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.describe.LeakageReport.Radius;
import java.io.PrintWriter;

/** A description of a data set as a person reads it in a terminal. */
public final class LeakageTable {
    private LeakageTable() {}

    public static void print(LeakageReport report, PrintWriter out) {
        report.folders()
                .forEach(folder -> out.printf(
                        "%-12s %,9d images %,14d bytes%n", folder.folder(), folder.images(), folder.bytes()));
        report.classes()
                .forEach(subject ->
                        out.printf("  %-12s %,9d FAKE %,9d REAL%n", subject.subject(), subject.fake(), subject.real()));
        report.codings()
                .forEach(coding ->
                        out.printf("  %s: %,d FAKE, %,d REAL%n", coding.coding(), coding.fake(), coding.real()));
        out.println("Twins            pairs  within train  within test     across  test images with a twin in train");
        printTwins("byte twins", report.byteTwins(), out);
        printTwins("near twins", report.nearTwins(), out);
        out.println("AUROC of each property alone");
        report.traits()
                .forEach(figures -> out.printf(
                        "  %-18s %.4f   %s is higher; %s%n",
                        figures.trait(),
                        figures.alone().auroc(),
                        figures.alone().higher(),
                        figures.meaning()));
        Radius radius = report.strongestRadius();
        out.printf(
                "  %-18s %.4f   %s is higher; of the radii the strongest%n",
                "power at " + radius.cycles(),
                radius.alone().auroc(),
                radius.alone().higher());
        out.printf("  %-18s %.4f   JPEG tables and sampling%n", "coding", report.codingAuroc());
        out.flush();
    }

    private static void printTwins(String name, TwinFigures twins, PrintWriter out) {
        out.printf(
                "  %-12s %,9d %,13d %,12d %,10d  %,d%n",
                name, twins.pairs(), twins.withinTrain(), twins.withinTest(), twins.across(), twins.testImages());
    }
}
