package dev.tamis.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as a table for a person: operations a second, how far they spread, memory allocated by each. */
final class ResultTable {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String PROFILER = "gc.";
    private static final String ROW = "%-36s %-36s %14s %8s %16s%n";

    private ResultTable() {}

    static String of(Collection<RunResult> results) {
        String head = ROW.formatted("benchmark", "parameters", "a second", "+-", "bytes allocated");
        return results.stream().flatMap(ResultTable::rows).collect(Collectors.joining("", head, ""));
    }

    /** One row for the operations, and one for each thing that a benchmark counts beside them. */
    private static Stream<String> rows(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        String parameters = benchmark.getParamsKeys().stream()
                .filter(key -> !key.equals("model"))
                .map(key -> key + "=" + benchmark.getParam(key))
                .collect(Collectors.joining(" "));
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        String name = simpleName(benchmark.getBenchmark());
        Stream<String> counted = result.getSecondaryResults().values().stream()
                .filter(counter -> !counter.getLabel().startsWith(PROFILER) && !Double.isNaN(counter.getScore()))
                .map(counter -> row(name + ":" + counter.getLabel(), parameters, counter, ""));
        String bytes = allocated == null ? "" : String.format(Locale.ROOT, "%,.0f", allocated.getScore());
        return Stream.concat(Stream.of(row(name, parameters, result.getPrimaryResult(), bytes)), counted);
    }

    private static String row(String name, String parameters, Result<?> result, String bytes) {
        String rate = String.format(Locale.ROOT, "%,.1f", result.getScore());
        String spread = String.format(
                Locale.ROOT, "%.0f %%", 100 * result.getStatistics().getStandardDeviation() / result.getScore());
        return ROW.formatted(name, parameters, rate, spread, bytes);
    }

    static String simpleName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }
}
