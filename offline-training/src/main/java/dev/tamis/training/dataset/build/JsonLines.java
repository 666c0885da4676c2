package dev.tamis.training.dataset.build;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** How a line of a manifest is read and written: one JSON object, keys in snake case, splits and classes by their words. */
final class JsonLines {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private JsonLines() {}

    /**
     * The lines of a file.
     *
     * @throws UnusableDataSetException where it is not UTF-8
     */
    static List<String> read(Path file) throws IOException, UnusableDataSetException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new UnusableDataSetException(file + " is not UTF-8 throughout");
        }
    }
}
