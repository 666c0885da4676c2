package dev.tamis.generator.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A folder of generated images with {@code manifest.jsonl}, a JSON object a line and image, in the order of the images. While it is
 * being filled the lines stand in a journal, in the order in which images were finished; an image counts once its line is whole.
 */
final class ImageFolder {
    static final String MANIFEST = "manifest.jsonl";
    private static final String JOURNAL = "manifest.journal";
    private static final String RECIPE = "recipe.json";
    private static final String FILE = "file";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Map<String, Map<String, Object>> lines = new LinkedHashMap<>();

    private ImageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder, made where it is missing.
     *
     * @param recipe of all that decides its images; a folder of another one is refused
     */
    static ImageFolder open(Path folder, Map<String, Object> recipe) throws IOException, GenerationFailedException {
        Files.createDirectories(folder);
        Path file = folder.resolve(RECIPE);
        if (Files.exists(file)) {
            requireSame(
                    file,
                    JSON.readTree(Files.readAllBytes(file)).equals(JSON.readTree(JSON.writeValueAsBytes(recipe))));
        } else {
            write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(recipe));
        }
        ImageFolder opened = new ImageFolder(folder);
        opened.readJournal();
        return opened;
    }

    private static void requireSame(Path file, boolean same) throws GenerationFailedException {
        if (!same) {
            throw new GenerationFailedException(
                    "%s holds images of other settings, see %s; give another folder, or the same settings to go on with it"
                            .formatted(file.getParent(), file));
        }
    }

    private void readJournal() throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.exists(journal)) {
            return;
        }
        boolean whole = true;
        for (String line : Files.readAllLines(journal)) {
            try {
                Map<String, Object> entry = JSON.readerForMapOf(Object.class).readValue(line);
                lines.put(Objects.toString(entry.get(FILE)), entry);
            } catch (JsonProcessingException e) {
                whole = false; // a kill cut the last line; its image is made again
            }
        }
        if (!whole) { // else what comes next would stand in the cut line
            write(journal, text(List.copyOf(lines.values())));
        }
    }

    /** Whether an image is finished. */
    synchronized boolean has(String file) {
        return lines.containsKey(file) && Files.isRegularFile(folder.resolve(file));
    }

    /** Adds an image: first its file, then its line. */
    synchronized void add(String file, byte[] content, Map<String, Object> remarks) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        write(target, content);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(FILE, file);
        line.putAll(remarks);
        Files.write(folder.resolve(JOURNAL), text(List.of(line)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.put(file, line);
    }

    /** Writes the manifest of files, all of which are there. */
    synchronized void finish(List<String> files) throws IOException {
        write(folder.resolve(MANIFEST), text(files.stream().map(lines::get).toList()));
    }

    private static byte[] text(List<Map<String, Object>> entries) throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> entry : entries) {
            text.append(JSON.writeValueAsString(entry)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes beside the file and moves over it, so that nobody finds half of it. */
    private static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
