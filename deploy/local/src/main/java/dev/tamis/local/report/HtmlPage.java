package dev.tamis.local.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.tamis.local.report.OutcomeRow.Result;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.Verdict;
import dev.tamis.vision.detector.Thresholds;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The report of a run as one page that needs nothing but its own folder: {@code index.html} beside the gallery. */
public final class HtmlPage {
    private static final String TEMPLATE = "report.mustache";
    private static final String GALLERY = "images";

    private final Path folder;

    /**
     * A page that is yet to be written.
     *
     * @param folder for the page and its gallery
     */
    public HtmlPage(Path folder) {
        this.folder = folder;
    }

    /** A card of the page: one flagged image. */
    record Card(OutcomeRow row, FlaggedImage pictures) {
        String title() {
            return row.image();
        }

        String tone() {
            return row.result().name().toLowerCase(Locale.ROOT);
        }

        String verdict() {
            return row.result().name();
        }

        String score() {
            return "%.3f".formatted(pictures.verdict().getScore());
        }

        String why() {
            return row.why();
        }

        String percent() {
            return HtmlPage.percent(pictures.verdict().getScore());
        }

        String facts() {
            ImageProperties image = pictures.verdict().getImage();
            return "%s, %,d × %,d px, %s"
                    .formatted(image.getFormat(), image.getWidth(), image.getHeight(), size(image.getPayloadBytes()));
        }

        String detector() {
            return pictures.verdict().getDetector().getId();
        }

        String submission() {
            return Objects.requireNonNull(row.submissionId());
        }

        private static String size(long bytes) {
            return bytes < 1024 ? bytes + " bytes" : "%,.0f KiB".formatted(bytes / 1024.0);
        }
    }

    /** A line of the page's tables. */
    record Line(String image, String score, String why, String delay) {
        static Line of(OutcomeRow row) {
            return new Line(
                    row.image(),
                    row.score() == null ? "" : "%.3f".formatted(row.score()),
                    row.why(),
                    row.delay() == null ? "" : "%.1f s".formatted(row.delay().toMillis() / 1000.0));
        }
    }

    /** A count at the top of the page. */
    record Tile(String tone, int count, String label) {}

    /** Opens the gallery that the page shows. */
    public FlaggedGallery gallery() throws IOException {
        return FlaggedGallery.in(folder.resolve(GALLERY));
    }

    /**
     * Writes the page.
     *
     * @return the page's file
     */
    public Path write(RunReport report, FlaggedGallery gallery) throws IOException {
        Map<String, Object> page = new HashMap<>();
        page.put("images", report.images());
        page.put("when", when(report));
        page.put("seconds", "%.1f".formatted(report.seconds()));
        page.put("tiles", tiles(report));
        page.put("exactlyOnce", report.tally().exactlyOnce());
        page.put("gallery", GALLERY);
        page.put("cards", cards(report, gallery));
        page.put("submitted", report.tally().submitted());
        page.put("flagged", report.tally().flagged());
        page.put("problems", section(report, EnumSet.of(Result.UNSENT, Result.LOST)));
        page.put("rejections", section(report, EnumSet.of(Result.REJECTED)));
        page.put("authentic", section(report, EnumSet.of(Result.AUTHENTIC)));
        page.put("detector", detector(report));
        Path file = folder.resolve("index.html");
        Files.writeString(file, template().execute(page));
        return file;
    }

    private static List<Tile> tiles(RunReport report) {
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile("plain", report.tally().submitted(), "submitted"));
        for (Verdict verdict : List.of(Verdict.GENERATED, Verdict.UNCERTAIN, Verdict.AUTHENTIC)) {
            String name = verdict.name().toLowerCase(Locale.ROOT);
            tiles.add(new Tile(name, report.tally().count(verdict), name));
        }
        tiles.add(new Tile("rejected", report.tally().rejections(), "rejected"));
        tiles.add(new Tile("plain", report.tally().lost(), "lost"));
        tiles.add(new Tile("plain", report.tally().duplicates(), "doubled"));
        return tiles;
    }

    private static List<Card> cards(RunReport report, FlaggedGallery gallery) {
        List<Card> cards = new ArrayList<>();
        for (OutcomeRow row : report.rows()) {
            String item = row.reviewItem();
            if (item != null) {
                gallery.image(item).ifPresent(pictures -> cards.add(new Card(row, pictures)));
            }
        }
        return cards;
    }

    /** The lines of a section; false where there are none, which leaves the section out. */
    private static Object section(RunReport report, Set<Result> results) {
        List<Line> lines = report.rows().stream()
                .filter(row -> results.contains(row.result()))
                .map(Line::of)
                .toList();
        return lines.isEmpty() ? false : Map.of("count", lines.size(), "lines", lines);
    }

    /** What the page says of detector and scores; false where nothing was judged, which leaves the section out. */
    private static Object detector(RunReport report) {
        ImageVerdict sample = report.sample();
        if (sample == null) {
            return false;
        }
        Thresholds thresholds = new Thresholds(
                sample.getThresholds().getAuthenticBelow(),
                sample.getThresholds().getGeneratedFrom());
        List<Double> scores = report.rows().stream()
                .map(OutcomeRow::score)
                .filter(Objects::nonNull)
                .toList();
        return Map.of(
                "id", sample.getDetector().getId(),
                "sha256", sample.getDetector().getSha256(),
                "fingerprint", sample.getDetector().getPreprocessingFingerprint(),
                "authenticBelow", "%.3f".formatted(thresholds.authenticBelow()),
                "generatedFrom", "%.3f".formatted(thresholds.generatedFrom()),
                "authenticPercent", percent(thresholds.authenticBelow()),
                "generatedPercent", percent(thresholds.generatedFrom()),
                "bars", ScoreHistogram.of(scores, thresholds).bars());
    }

    private static String when(RunReport report) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(Locale.UK)
                .format(report.started().atZone(ZoneId.systemDefault()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static Template template() {
        try (InputStream stream = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(TEMPLATE), TEMPLATE);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return Mustache.compiler().escapeHTML(true).compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of this module can be read", e);
        }
    }
}
