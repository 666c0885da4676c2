package dev.tamis.generator.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Reference numbers, computed by others' implementations; generator/src/test/reference has the scripts. */
final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixture() {}

    static JsonNode read(String name) {
        try (InputStream file = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
