package dev.tamis.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A run beside an earlier one. A benchmark became slower or faster where the intervals in which its true rate lies with 99.9 %
 * confidence do not touch; otherwise the two cannot be told apart. Nothing is known where one of them has a single figure, which has
 * no interval.
 *
 * @param rows of the benchmarks that both have
 */
record Comparison(List<Row> rows) {
    /** JMH's own confidence. */
    private static final double CONFIDENCE = 0.999;

    private static final String ROW = "%-72s %14s %14s %7s  %s%n";

    /** What became of a benchmark. */
    enum Change {
        SLOWER,
        FASTER,
        SAME,
        UNKNOWN
    }

    /**
     * Operations a second.
     *
     * @param least of the interval, NaN where there is none
     * @param most of the interval, NaN where there is none
     */
    record Rate(double mean, double least, double most) {
        boolean hasInterval() {
            return !Double.isNaN(least) && !Double.isNaN(most);
        }
    }

    /** A benchmark then and now. */
    record Row(String benchmark, Rate before, Rate now) {
        Change change() {
            if (!before.hasInterval() || !now.hasInterval()) {
                return Change.UNKNOWN;
            }
            if (now.most < before.least) {
                return Change.SLOWER;
            }
            return now.least > before.most ? Change.FASTER : Change.SAME;
        }

        double ratio() {
            return now.mean / before.mean;
        }
    }

    /**
     * Compares.
     *
     * @param before what {@link #read} gave
     */
    static Comparison of(Collection<RunResult> now, Map<String, Rate> before) {
        List<Row> rows = new ArrayList<>();
        for (RunResult result : now) {
            String name = name(result.getParams());
            Rate rate = before.get(name);
            if (rate != null) {
                rows.add(new Row(name, rate, rate(result.getPrimaryResult())));
            }
        }
        return new Comparison(List.copyOf(rows));
    }

    /**
     * The rates of an earlier run by the name of the benchmark.
     *
     * @param file what it wrote with {@code --json}
     * @throws IOException where it cannot be read, or is something else
     */
    static Map<String, Rate> read(Path file) throws IOException {
        Map<String, Rate> rates = new HashMap<>();
        for (JsonNode run : new JsonMapper().readTree(file.toFile())) {
            JsonNode metric = run.path("primaryMetric");
            JsonNode interval = metric.path("scoreConfidence");
            if (!run.path("benchmark").isTextual() || interval.size() != 2) {
                throw new IOException(file + " is not what ./tamis bench --json writes");
            }
            Map<String, String> parameters = new TreeMap<>();
            run.path("params")
                    .properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(), parameter.getValue().asText()));
            double mean = metric.path("score").asDouble();
            rates.put(
                    name(run.path("benchmark").asText(), parameters),
                    new Rate(mean, number(interval.get(0)), number(interval.get(1))));
        }
        return rates;
    }

    /** JMH writes NaN as text. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    private static Rate rate(Result<?> result) {
        double[] interval = result.getStatistics().getConfidenceIntervalAt(CONFIDENCE);
        return new Rate(result.getScore(), interval[0], interval[1]);
    }

    private static String name(BenchmarkParams params) {
        Map<String, String> parameters = new TreeMap<>();
        params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
        return name(params.getBenchmark(), parameters);
    }

    /** The detector's path is left out: the same may lie elsewhere. */
    private static String name(String benchmark, Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("model"))
                .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("", ResultTable.simpleName(benchmark), ""));
    }

    boolean anySlower() {
        return rows.stream().anyMatch(row -> row.change() == Change.SLOWER);
    }

    /** As a table for a person. */
    String text() {
        if (rows.isEmpty()) {
            return "the earlier run has none of these benchmarks\n";
        }
        String table = rows.stream()
                .map(row -> ROW.formatted(
                        row.benchmark,
                        String.format(Locale.ROOT, "%,.1f", row.before.mean),
                        String.format(Locale.ROOT, "%,.1f", row.now.mean),
                        String.format(Locale.ROOT, "%.2f", row.ratio()),
                        row.change().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(
                        "", ROW.formatted("beside the earlier run", "before", "now", "ratio", ""), ""));
        return rows.stream().anyMatch(row -> row.change() == Change.UNKNOWN)
                ? table
                        + "unknown: one measured second has no spread to tell it by; take more --iterations in both runs\n"
                : table;
    }
}
