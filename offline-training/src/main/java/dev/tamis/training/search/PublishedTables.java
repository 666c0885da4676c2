package dev.tamis.training.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tables 2 to 11 of Bird and Lotfi (2024): a figure, then filters or neurons, then one, two and three layers.
 *
 * @param extractors tables 2 to 6
 * @param dense tables 7 to 11
 */
record PublishedTables(
        Map<String, Map<String, List<Double>>> extractors, Map<String, Map<String, List<Double>>> dense) {
    private static final String RESOURCE = "bird-lotfi-2024.json";

    static PublishedTables read() {
        try (InputStream resource =
                Objects.requireNonNull(PublishedTables.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new ObjectMapper().readValue(resource, PublishedTables.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
