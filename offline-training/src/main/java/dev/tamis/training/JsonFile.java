package dev.tamis.training;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.tamis.training.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Results as a JSON file for people and programs, keys in snake case. */
final class JsonFile {
    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build()
            .writerWithDefaultPrettyPrinter();

    private JsonFile() {}

    /** Writes a record over what stood there. */
    static void write(Object result, Path file) throws IOException {
        AtomicFiles.write(file, part -> JSON.writeValue(part.toFile(), result));
    }
}
