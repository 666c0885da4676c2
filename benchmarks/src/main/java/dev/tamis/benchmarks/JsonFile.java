package dev.tamis.benchmarks;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Figures as data. */
final class JsonFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private JsonFile() {}

    static void write(Path file, Object figures) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
    }

    /**
     * Reads figures that were written so.
     *
     * @throws IOException that names the file, where it is not there or holds something else
     */
    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (JacksonException e) {
            throw unexpected(file, e);
        }
    }

    /**
     * The same of what was read from a file.
     *
     * @throws IOException that names the file, where it holds something else
     */
    static <T> T convert(JsonNode figures, Class<T> type, Path file) throws IOException {
        try {
            return MAPPER.treeToValue(figures, type);
        } catch (JacksonException e) {
            throw unexpected(file, e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private static IOException unexpected(Path file, JacksonException e) {
        return new IOException("%s is not as expected: %s".formatted(file, e.getOriginalMessage()), e);
    }
}
