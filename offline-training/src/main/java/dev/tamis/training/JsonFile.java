package dev.tamis.training;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tamis.training.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Results as a JSON file for people and programs. */
final class JsonFile {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private JsonFile() {}

    /** Writes a record over what stood there. */
    static void write(Object result, Path file) throws IOException {
        AtomicFiles.replace(file, part -> JSON.writeValue(part.toFile(), result));
    }
}
