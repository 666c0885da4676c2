package dev.tamis.training.file;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Writes a record. */
    public static void write(Object state, Path file) throws IOException {
        AtomicFiles.write(file, part -> JSON.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), state));
    }
}
