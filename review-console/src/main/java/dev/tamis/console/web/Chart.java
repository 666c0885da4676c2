package dev.tamis.console.web;

import dev.tamis.console.json.Json;
import java.util.List;

/**
 * A chart as {@code console.js} draws it.
 *
 * @param labels along the x axis
 * @param stacked whether the series stand on each other
 * @param unit of the y axis
 */
record Chart(List<String> labels, List<Series> series, boolean stacked, String unit) {
    /** @param colour a word of the style sheet */
    record Series(String label, String colour, List<Double> values) {}

    String toJson() {
        return Json.write(this);
    }
}
