package dev.tamis.benchmarks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Figures as data. */
final class JsonFile {
    private JsonFile() {}

    static void write(Path file, Object figures) throws IOException {
        JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), figures);
    }
}
