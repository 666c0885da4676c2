package dev.tamis.local.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of labelled images, {@code {FAKE,REAL}/SHA256.FORMAT}, with {@code decisions.jsonl} that says where each comes from.
 * Written file by file: killed anywhere, the next run completes it.
 *
 * @param root the folder
 */
record DecisionsFolder(Path root) {
    private static final String LOG = "decisions.jsonl";
    private static final String IMAGE = "[0-9a-f]{64}\\.[a-z]+";

    private static final ObjectWriter JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build()
            .writer();

    /** Writes an image file, unless it is there. */
    void write(String file, byte[] payload) throws IOException {
        Path target = root.resolve(file);
        if (Files.notExists(target)) {
            replace(target, payload);
        }
    }

    /** Writes the log of all images and deletes those that earlier runs left and no decision in force wants. */
    void finish(Collection<DecidedImage> images) throws IOException {
        List<String> lines = new ArrayList<>();
        for (DecidedImage image :
                images.stream().sorted(Comparator.comparing(DecidedImage::file)).toList()) {
            lines.add(JSON.writeValueAsString(image));
        }
        Set<String> wanted = images.stream().map(DecidedImage::file).collect(Collectors.toUnmodifiableSet());
        for (Truth truth : Truth.values()) {
            sweep(truth, wanted);
        }
        replace(root.resolve(LOG), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void sweep(Truth truth, Set<String> wanted) throws IOException {
        Path folder = root.resolve(truth.name());
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.matches(IMAGE) && !wanted.contains(truth + "/" + name)) {
                Files.delete(file);
            }
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isEmpty()) {
                Files.delete(folder); // an empty class folder is a mistake to whoever reads labelled images
            }
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, ".part", null);
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
