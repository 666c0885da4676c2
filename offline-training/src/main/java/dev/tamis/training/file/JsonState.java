package dev.tamis.training.file;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A record in a file of its own, by which Tamis knows again what it was doing in a folder. */
public final class JsonState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonState() {}

    /**
     * Reads a record.
     *
     * @return nothing where there is no such file
     * @throws IOException where the file is damaged, or of a version with other fields; the message names it
     */
    public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), type));
        } catch (StreamReadException e) {
            throw new IOException(
                    "%s is damaged in line %d".formatted(file, e.getLocation().getLineNr()), e);
        } catch (DatabindException e) {
            throw new IOException(file + " is not of this version of Tamis: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes a record where there is none yet, and otherwise compares.
     *
     * @return a line for each value in which the one that is there differs; none where it is the same, or was written
     */
    public static List<String> claim(Path file, Object wanted) throws IOException {
        Optional<?> found = read(file, wanted.getClass());
        if (found.isEmpty()) {
            AtomicFiles.write(
                    file, part -> JSON.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), wanted));
            return List.of();
        }
        Map<String, String> before = values(JSON.valueToTree(found.get()));
        Map<String, String> now = values(JSON.valueToTree(wanted));
        return now.keySet().stream()
                .filter(name -> !Objects.equals(now.get(name), before.get(name)))
                .map(name -> "%s was %s, not %s".formatted(name, before.get(name), now.get(name)))
                .toList();
    }

    private static Map<String, String> values(JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> {
            if (field.getValue().isObject()) {
                values.putAll(values(field.getValue()));
            } else {
                values.put(field.getKey(), field.getValue().asText());
            }
        });
        return values;
    }
}
