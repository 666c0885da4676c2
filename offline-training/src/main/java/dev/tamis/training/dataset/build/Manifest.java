package dev.tamis.training.dataset.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.file.AtomicFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a built data set with their hashes and sources: {@code manifest.jsonl}, one JSON object a line. */
public final class Manifest {
    public static final String FILE = "manifest.jsonl";

    private Manifest() {}

    /**
     * Reads the manifest of a data set.
     *
     * @throws UnusableDataSetException where there is none, or a line of it is broken; names the line
     */
    public static List<ManifestEntry> read(Path folder) throws IOException, UnusableDataSetException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new UnusableDataSetException("no " + FILE + " in " + folder + "; ./tamis dataset build writes one");
        }
        List<String> lines = JsonLines.read(file);
        List<ManifestEntry> entries = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            try {
                entries.add(JsonLines.MAPPER.readValue(lines.get(i), ManifestEntry.class));
            } catch (JsonProcessingException e) {
                throw new UnusableDataSetException(
                        "%s, line %d is no entry of a manifest: %s".formatted(file, i + 1, e.getOriginalMessage()));
            }
        }
        return entries;
    }

    static void write(List<ManifestEntry> entries, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        AtomicFiles.write(file, part -> {
            try (BufferedWriter lines = Files.newBufferedWriter(part)) {
                for (ManifestEntry entry : entries) {
                    lines.write(JsonLines.MAPPER.writeValueAsString(entry) + "\n");
                }
            }
        });
    }
}
