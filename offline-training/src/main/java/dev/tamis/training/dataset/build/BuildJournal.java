package dev.tamis.training.dataset.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.FolderLock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a data set is built already, so that a build goes on after a kill: {@code unfinished.jsonl}, to which a line of the
 * manifest is appended as each file is done. A line that a kill cut short counts as not written. Not thread-safe, but
 * {@link #entry}.
 */
final class BuildJournal implements AutoCloseable {
    static final String FILE = "unfinished.jsonl";

    private final Path file;
    private final Map<String, ManifestEntry> before;
    private @Nullable BufferedWriter lines;

    private BuildJournal(Path file, Map<String, ManifestEntry> before) {
        this.file = file;
        this.before = before;
    }

    /**
     * Opens the journal of a data set's folder; nothing is written before it {@linkplain #begin begins}.
     *
     * @throws UnusableDataSetException where the folder holds anything else than a data set that was built
     */
    static BuildJournal open(Path folder) throws IOException, UnusableDataSetException {
        Path file = folder.resolve(FILE);
        Map<String, ManifestEntry> before = new HashMap<>();
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            Manifest.read(folder).forEach(entry -> before.put(entry.path(), entry));
        }
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8); // a kill may halve a character
            text.lines().forEach(line -> parse(line).ifPresent(entry -> before.put(entry.path(), entry)));
        } else if (before.isEmpty() && !isEmpty(folder)) {
            throw new UnusableDataSetException(folder + " holds other files; a data set needs a folder of its own");
        }
        return new BuildJournal(file, Map.copyOf(before));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.allMatch(child -> child.endsWith(FolderLock.FILE));
        }
    }

    private static Optional<ManifestEntry> parse(String line) {
        try {
            return Optional.of(JsonLines.MAPPER.readValue(line, ManifestEntry.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What was built at a path before. */
    Optional<ManifestEntry> entry(String path) {
        return Optional.ofNullable(before.get(path));
    }

    /** The paths that were built before. */
    List<String> paths() {
        return before.keySet().stream().sorted().toList();
    }

    /** Marks the folder as one that is being built: before any other file, or a kill would leave files that look like others'. */
    void begin() throws IOException {
        try {
            lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines.write("\n"); // ends a line that a kill cut short
            lines.flush();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
        }
    }

    /** Notes a file that is done. */
    void append(ManifestEntry entry) throws IOException {
        if (lines == null) {
            throw new IllegalStateException("the journal has not begun");
        }
        try {
            lines.write(JsonLines.MAPPER.writeValueAsString(entry) + "\n");
            lines.flush();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
        }
    }

    /** Removes the journal of a data set whose manifest is written. */
    void discard() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
