package dev.tamis.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Figures of parts of the images one below the other, as terminal and page show them.
 *
 * @param title what the parts have in common
 */
public record PartTable(String title, List<Part> parts) {
    /** The tables of a report: by each division, with and without twins, after each degradation, by each filter. */
    public static List<PartTable> of(EvaluationReport report) {
        FurtherFigures further = report.further();
        List<PartTable> tables = new ArrayList<>();
        report.groups().forEach((division, parts) -> tables.add(new PartTable("By " + division, parts)));
        further.twins()
                .ifPresent(twins -> tables.add(new PartTable(
                        "Twins of training images: " + twins.images(),
                        twins.without().stream()
                                .flatMap(figures -> Stream.of(
                                        new Part("with them", report.figures()), new Part("without them", figures)))
                                .toList())));
        tables.add(new PartTable(
                "After a degradation",
                further.robustness().stream().map(PartTable::part).toList()));
        tables.add(new PartTable(
                "Larger images by another filter",
                further.resampling().stream().flatMap(PartTable::parts).toList()));
        tables.removeIf(table -> table.parts.isEmpty());
        return tables;
    }

    private static Part part(DegradedPart degraded) {
        double strength = degraded.strength();
        String whole = strength == Math.rint(strength) ? Long.toString((long) strength) : Double.toString(strength);
        return new Part(degraded.degradation() + " " + whole, degraded.figures());
    }

    private static Stream<Part> parts(ResampledPart resampled) {
        Stream<Part> groups = resampled.groups().values().stream()
                .flatMap(List::stream)
                .map(part -> new Part(resampled.filter() + ", " + part.name(), part.figures()));
        return Stream.concat(Stream.of(new Part(resampled.filter(), resampled.figures())), groups);
    }
}
