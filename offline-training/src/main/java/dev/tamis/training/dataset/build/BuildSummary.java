package dev.tamis.training.dataset.build;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build made.
 *
 * @param entries of the manifest, in its order
 * @param reused how many of the files stood there already
 */
public record BuildSummary(List<ManifestEntry> entries, int reused) {
    public BuildSummary {
        entries = List.copyOf(entries);
    }

    /** The number of files by folder, for example {@code train/FAKE}. */
    public Map<String, Long> folders() {
        return entries.stream()
                .collect(groupingBy(entry -> entry.split() + "/" + entry.label(), TreeMap::new, counting()));
    }
}
