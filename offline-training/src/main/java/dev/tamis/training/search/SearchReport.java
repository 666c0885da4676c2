package dev.tamis.training.search;

import com.samskivert.mustache.Mustache;
import dev.tamis.training.network.Topology;
import dev.tamis.training.train.Hopeless;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Our tables of a search beside the published ones, as Markdown. The cells of trials that are not done are open. */
public final class SearchReport {
    private static final String TEMPLATE = "search.md.mustache";
    private static final int FIRST_DENSE_TABLE = 7;
    private static final int FIRST_TABLE = 2;
    private static final String OPEN = "…";
    private static final String STOPPED = "stopped";

    private final SearchPlan plan;
    private final Map<String, Trial> trials;

    /**
     * A table of the paper.
     *
     * @param number of the published table
     * @param figure what it holds
     * @param rowsOf what its rows are
     */
    record Table(int number, String figure, String rowsOf, List<Row> rows) {}

    record Row(String name, List<String> cells) {}

    /** A figure of the paper's tables. */
    private enum Figure {
        ACCURACY(Trial.Figures::accuracy),
        LOSS(Trial.Figures::loss),
        PRECISION(Trial.Figures::precision),
        RECALL(Trial.Figures::recall),
        F1(Trial.Figures::f1);

        private final ToDoubleFunction<Trial.Figures> of;

        Figure(ToDoubleFunction<Trial.Figures> of) {
            this.of = of;
        }

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param done trials of the plan, all or some */
    public SearchReport(SearchPlan plan, List<Trial> done) {
        this.plan = plan;
        this.trials = done.stream().collect(Collectors.toMap(Trial::topology, Function.identity()));
    }

    /** The page. */
    public String toMarkdown() {
        PublishedTables published = PublishedTables.read();
        List<Table> tables = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            tables.add(table(
                    FIRST_TABLE + figure.ordinal(), figure, "filters", published.extractors(), SearchPlan.FILTERS));
        }
        for (Figure figure : Figure.values()) {
            tables.add(table(
                    FIRST_DENSE_TABLE + figure.ordinal(), figure, "neurons", published.dense(), SearchPlan.NEURONS));
        }
        return Mustache.compiler()
                .escapeHTML(false)
                .compile(template())
                .execute(Map.of(
                        "plan", plan,
                        "validation", String.format(Locale.ROOT, "%.0f %%", 100 * plan.validationShare()),
                        "hopelessStopped", plan.hopeless() == Hopeless.STOPPED,
                        "stopped",
                                trials.values().stream()
                                        .filter(trial -> trial.stopped().isPresent())
                                        .toList(),
                        "done", trials.size(),
                        "all", plan.topologies().size(),
                        "tables", tables,
                        "best", best(plan.topologies()),
                        "bestExtractor", best(plan.extractors())));
    }

    private Table table(
            int number,
            Figure figure,
            String rowsOf,
            Map<String, Map<String, List<Double>>> published,
            List<Integer> widths) {
        Map<String, List<Double>> printed = Objects.requireNonNull(published.get(figure.title()));
        List<Row> rows = widths.stream()
                .map(width -> new Row(
                        width.toString(),
                        cells(figure, number, width, Objects.requireNonNull(printed.get(width.toString())))))
                .toList();
        return new Table(number, figure.title(), rowsOf, rows);
    }

    private List<String> cells(Figure figure, int number, int width, List<Double> printed) {
        List<String> cells = new ArrayList<>();
        for (int layers : SearchPlan.LAYERS) {
            Topology topology = number < FIRST_DENSE_TABLE
                    ? new Topology(width, layers, 0, 0)
                    : new Topology(plan.extractor().filters(), plan.extractor().convLayers(), width, layers);
            cells.add(result(topology)
                    .map(result -> cell(figure, result.test(), printed.get(layers - 1)))
                    .orElse(trials.containsKey(topology.toString()) ? STOPPED : OPEN));
        }
        return cells;
    }

    /** Ours, the published one, and the difference; accuracy in per cent. */
    private static String cell(Figure figure, Trial.Figures ours, double printed) {
        double reached = figure.of.applyAsDouble(ours);
        return figure == Figure.ACCURACY
                ? String.format(
                        Locale.ROOT, "%.2f (%.2f, %+.2f)", 100 * reached, 100 * printed, 100 * (reached - printed))
                : String.format(Locale.ROOT, "%.3f (%.3f, %+.3f)", reached, printed, reached - printed);
    }

    /** Of the smallest validation loss. */
    private String best(List<Topology> topologies) {
        return topologies.stream()
                .filter(topology -> result(topology).isPresent())
                .min(Comparator.comparingDouble(
                        topology -> result(topology).orElseThrow().validation().loss()))
                .map(Topology::toString)
                .orElse(OPEN);
    }

    private Optional<Trial.Result> result(Topology topology) {
        return Optional.ofNullable(trials.get(topology.toString())).flatMap(Trial::result);
    }

    private static String template() {
        try (InputStream resource =
                Objects.requireNonNull(SearchReport.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
