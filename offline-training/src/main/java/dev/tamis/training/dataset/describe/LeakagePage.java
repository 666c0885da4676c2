package dev.tamis.training.dataset.describe;

import static java.util.Objects.requireNonNull;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.describe.LeakageReport.Radius;
import dev.tamis.training.dataset.describe.LeakageReport.TraitFigures;
import dev.tamis.training.report.Chart;
import dev.tamis.training.report.Page;
import dev.tamis.training.report.Series;
import dev.tamis.training.report.Template;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A leakage report as a page for a browser.
 *
 * @param contactSheet a PNG file
 * @param pixels of the twins that are {@linkplain #shown shown}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LeakagePage(LeakageReport report, byte[] contactSheet, Map<Place, RgbImage> pixels) {
    private static final int SHOWN = 24;
    private static final double CHANCE = 0.5;

    /** A property as a line of the page. */
    record Alone(String name, String meaning, String fake, String real, double auroc, String width) {}

    /** A pair with its pictures. */
    record Pictures(TwinPair pair, String first, String second) {}

    /** The near twins that the page shows: the nearest pairs of a training and a test image. */
    static List<TwinPair> shown(LeakageReport report) {
        return report.nearTwins().list().stream()
                .filter(TwinPair::isAcross)
                .limit(SHOWN)
                .toList();
    }

    String html() {
        return Page.of(
                "What the data set gives away",
                Template.html(
                        LeakagePage.class,
                        "leakage.html.mustache",
                        Map.of(
                                "report", report,
                                "near", LeakageReport.NEAR,
                                "alone", alone(),
                                "charts", charts(),
                                "twins",
                                        shown(report).stream()
                                                .map(this::pictures)
                                                .toList(),
                                "sheet", dataUri(contactSheet))));
    }

    /** Every property by the AUROC that it reaches alone, the highest first. */
    private List<Alone> alone() {
        Stream<Alone> traits = report.traits().stream()
                .map(figures ->
                        alone(figures.trait().toString().replace('_', ' '), figures.meaning(), figures.alone()));
        Radius radius = report.strongestRadius();
        Alone power = alone("power at " + radius.cycles() + " cycles", "decimal logarithm", radius.alone());
        Alone coding = new Alone(
                "coding", "JPEG tables and sampling", "", "", report.codingAuroc(), width(report.codingAuroc()));
        return Stream.concat(traits, Stream.of(power, coding))
                .sorted(Comparator.comparingDouble(Alone::auroc).reversed())
                .toList();
    }

    private static Alone alone(String name, String meaning, Separation separation) {
        return new Alone(
                name,
                meaning,
                "%.3f".formatted(separation.fake()),
                "%.3f".formatted(separation.real()),
                separation.auroc(),
                width(separation.auroc()));
    }

    /** Of a bar that is empty at chance. */
    private static String width(double auroc) {
        return Math.round(100 * (auroc - CHANCE) / (1 - CHANCE)) + "%";
    }

    private List<String> charts() {
        String cycles = "cycles over the image";
        Chart spectrum = new Chart(
                "Radial spectrum",
                cycles,
                "mean log10 of the power",
                List.of(
                        overCycles(Label.FAKE.name(), radius -> radius.alone().fake()),
                        overCycles(Label.REAL.name(), radius -> radius.alone().real())));
        Chart separation = new Chart(
                "AUROC of the power at one radius alone",
                cycles,
                "AUROC",
                List.of(overCycles("power", radius -> radius.alone().auroc())));
        return Stream.concat(
                        Stream.of(spectrum, separation),
                        report.traits().stream().map(LeakagePage::histogram))
                .map(Chart::html)
                .toList();
    }

    private Series overCycles(String name, ToDoubleFunction<Radius> value) {
        return Series.line(
                name,
                report.spectrum().stream().mapToDouble(Radius::cycles).toArray(),
                report.spectrum().stream().mapToDouble(value).toArray());
    }

    private static Chart histogram(TraitFigures figures) {
        double[] at =
                figures.histogram().stream().mapToDouble(Histogram.Bin::at).toArray();
        return new Chart(
                figures.trait().toString().replace('_', ' '),
                figures.meaning(),
                "share of the images",
                List.of(
                        Series.line(
                                Label.FAKE.name(),
                                at,
                                figures.histogram().stream()
                                        .mapToDouble(Histogram.Bin::fake)
                                        .toArray()),
                        Series.line(
                                Label.REAL.name(),
                                at,
                                figures.histogram().stream()
                                        .mapToDouble(Histogram.Bin::real)
                                        .toArray())));
    }

    private Pictures pictures(TwinPair pair) {
        return new Pictures(pair, picture(pair.first()), picture(pair.second()));
    }

    private String picture(Place place) {
        return dataUri(PngEncoder.encode(requireNonNull(pixels.get(place))));
    }

    private static String dataUri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
