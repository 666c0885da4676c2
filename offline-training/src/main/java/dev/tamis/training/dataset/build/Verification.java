package dev.tamis.training.dataset.build;

import dev.tamis.training.file.FolderLock;
import dev.tamis.training.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the files of a data set differ from its manifest.
 *
 * @param images how many the manifest has
 * @param missing paths of the manifest without a file
 * @param changed paths whose file has another hash
 * @param extra files that the manifest does not have
 */
public record Verification(int images, List<String> missing, List<String> changed, List<String> extra) {
    private static final Set<String> OWN =
            Set.of(Manifest.FILE, DataSetPages.CARD, DataSetPages.CROISSANT, FolderLock.FILE);

    public Verification {
        missing = List.copyOf(missing);
        changed = List.copyOf(changed);
        extra = List.copyOf(extra);
    }

    /**
     * Hashes every file.
     *
     * @param onImage called after each entry of the manifest
     */
    public static Verification of(Path folder, List<ManifestEntry> entries, Runnable onImage) throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        Set<String> known = new HashSet<>(OWN);
        for (ManifestEntry entry : entries) {
            known.add(entry.path());
            Path file = folder.resolve(entry.path());
            if (!Files.isRegularFile(file)) {
                missing.add(entry.path());
            } else if (!Sha256.of(Files.readAllBytes(file)).equals(entry.sha256())) {
                changed.add(entry.path());
            }
            onImage.run();
        }
        return new Verification(entries.size(), missing, changed, extra(folder, known));
    }

    private static List<String> extra(Path folder, Set<String> known) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(path -> !known.contains(path))
                    .sorted()
                    .toList();
        }
    }

    /** Nothing differs. */
    public boolean isClean() {
        return missing.isEmpty() && changed.isEmpty() && extra.isEmpty();
    }
}
