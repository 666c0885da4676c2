package dev.tamis.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tamis.console.model.DetectorFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of two detectors side by side.
 *
 * @param first with its 95 % interval, where the evaluation has one
 * @param difference of the second from the first; empty where one has no such figure
 * @param verdict in words
 */
public record ComparedFigure(String name, String first, String second, String difference, String verdict) {
    /** Their keys in an evaluation, and whether more is better. */
    private static final List<Map.Entry<String, Boolean>> KEYS = List.of(
            Map.entry("accuracy", true),
            Map.entry("precision", true),
            Map.entry("recall", true),
            Map.entry("f1", true),
            Map.entry("auroc", true),
            Map.entry("loss", false),
            Map.entry("ece", false));

    static List<ComparedFigure> of(DetectorFile first, DetectorFile second) {
        return KEYS.stream()
                .map(key -> of(key.getKey(), key.getValue(), first.evaluation(), second.evaluation()))
                .toList();
    }

    /** Whether both were evaluated on the same images; figures of different ones say nothing of each other. */
    public static boolean isFair(DetectorFile first, DetectorFile second) {
        String data = text(first.evaluation(), "data");
        return !data.isEmpty() && data.equals(text(second.evaluation(), "data"));
    }

    private static ComparedFigure of(
            String key, boolean moreIsBetter, @Nullable JsonNode first, @Nullable JsonNode second) {
        Double a = number(first, key);
        Double b = number(second, key);
        if (a == null || b == null) {
            return new ComparedFigure(key, shown(first, key), shown(second, key), "", "");
        }
        double difference = b - a;
        String verdict = "";
        JsonNode ofFirst = interval(first, key);
        JsonNode ofSecond = interval(second, key);
        if (ofFirst != null && ofSecond != null) {
            verdict = overlap(ofFirst, ofSecond)
                    ? "intervals overlap"
                    : (difference > 0) == moreIsBetter ? "the second is better" : "the first is better";
        }
        return new ComparedFigure(
                key, shown(first, key), shown(second, key), String.format(Locale.ROOT, "%+.4f", difference), verdict);
    }

    private static boolean overlap(JsonNode first, JsonNode second) {
        return first.path("low").asDouble() <= second.path("high").asDouble()
                && second.path("low").asDouble() <= first.path("high").asDouble();
    }

    private static String shown(@Nullable JsonNode evaluation, String key) {
        Double value = number(evaluation, key);
        if (value == null) {
            return "not known";
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        JsonNode interval = interval(evaluation, key);
        return interval == null
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                " (%.4f to %.4f)",
                                interval.path("low").asDouble(),
                                interval.path("high").asDouble());
    }

    private static @Nullable JsonNode interval(@Nullable JsonNode evaluation, String key) {
        if (evaluation == null) {
            return null;
        }
        JsonNode interval = evaluation.path("intervals").path(key);
        return interval.isObject() ? interval : null;
    }

    private static @Nullable Double number(@Nullable JsonNode evaluation, String key) {
        return evaluation == null || !evaluation.path(key).isNumber()
                ? null
                : (Double) evaluation.path(key).asDouble();
    }

    private static String text(@Nullable JsonNode evaluation, String key) {
        return evaluation == null ? "" : evaluation.path(key).asText("");
    }
}
