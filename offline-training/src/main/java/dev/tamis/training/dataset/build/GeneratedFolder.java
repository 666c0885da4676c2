package dev.tamis.training.dataset.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The generated images of a folder: those of its {@code manifest.jsonl}, or, where it has none, the files of
 * {@code {train,test}/<class>/*} by name.
 *
 * <p>A line of the manifest is a JSON object with {@code file} (relative to the folder), {@code class}, {@code split} and
 * whatever the generator knows beside, above all {@code prompt}, {@code seed} and {@code model}; keys of
 * {@link ManifestEntry} are left out. The order of the lines is
 * that of the numbers in the data set.
 */
record GeneratedFolder(Path folder) {
    /**
     * Lists the images.
     *
     * @throws UnusableDataSetException where a line of the manifest or a folder is not as above; names it
     */
    List<GeneratedImage> images() throws IOException, UnusableDataSetException {
        Path manifest = folder.resolve(Manifest.FILE);
        if (Files.exists(manifest)) {
            return fromManifest(manifest);
        }
        List<GeneratedImage> images = new ArrayList<>();
        for (Split split : Split.values()) {
            for (CifarClass subject : CifarClass.values()) {
                images.addAll(fromClassFolder(split, subject));
            }
        }
        return images;
    }

    private List<GeneratedImage> fromClassFolder(Split split, CifarClass subject)
            throws IOException, UnusableDataSetException {
        String path = split + "/" + subject;
        if (!Files.isDirectory(folder.resolve(path))) {
            throw new UnusableDataSetException("%s is missing: %s expected, or {train,test}/<class> for each of %s"
                    .formatted(folder.resolve(path), folder.resolve(Manifest.FILE), CifarClass.words()));
        }
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .map(name -> new GeneratedImage(folder, path + "/" + name, split, subject, Map.of()))
                    .toList();
        }
    }

    private List<GeneratedImage> fromManifest(Path manifest) throws IOException, UnusableDataSetException {
        List<GeneratedImage> images = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<String> lines = JsonLines.read(manifest);
        for (int i = 0; i < lines.size(); i++) {
            try {
                GeneratedImage image = image(JsonLines.MAPPER.readValue(lines.get(i), JsonLines.OBJECT));
                if (!names.add(image.name())) {
                    throw new UnusableDataSetException("the file " + image.name() + " a second time");
                }
                images.add(image);
            } catch (JsonProcessingException e) {
                throw new UnusableDataSetException(
                        "%s, line %d: no JSON object, %s".formatted(manifest, i + 1, e.getOriginalMessage()));
            } catch (UnusableDataSetException e) {
                throw new UnusableDataSetException("%s, line %d: %s".formatted(manifest, i + 1, e.getMessage()));
            }
        }
        return images;
    }

    private GeneratedImage image(Map<String, Object> line) throws UnusableDataSetException {
        String file = take(line, "file");
        String subject = take(line, "class");
        String split = take(line, "split");
        Path inside = folder.normalize().resolve(file).normalize();
        if (!inside.startsWith(folder.normalize()) || !Files.isRegularFile(inside)) {
            throw new UnusableDataSetException("no file " + file + " in the folder");
        }
        line.keySet().removeAll(ManifestEntry.KEYS); // what it says there is of its own file
        line.values().removeIf(Objects::isNull);
        Optional<Split> half = Stream.of(Split.values())
                .filter(one -> one.toString().equals(split))
                .findAny();
        return new GeneratedImage(
                folder,
                file,
                half.orElseThrow(() -> new UnusableDataSetException("split is train or test, not " + split)),
                CifarClass.of(subject)
                        .orElseThrow(() -> new UnusableDataSetException(
                                "class is one of %s, not %s".formatted(CifarClass.words(), subject))),
                Collections.unmodifiableMap(line));
    }

    private static String take(Map<String, Object> line, String key) throws UnusableDataSetException {
        if (line.remove(key) instanceof String value) {
            return value;
        }
        throw new UnusableDataSetException("a text \"" + key + "\" expected");
    }
}
