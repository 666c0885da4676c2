package dev.tamis.training.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an import found: images packed by class folder, and files that no decoder could read. Not thread-safe. */
public final class ImportSummary {
    private final Map<String, Long> packed = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** The number of images packed by class folder, for example {@code train/FAKE}. */
    public Map<String, Long> packed() {
        return Collections.unmodifiableMap(packed);
    }

    void addPacked(Place place) {
        packed.merge(folder(place.split(), place.label()), 1L, Long::sum);
    }

    void addUnreadable(Place place, String reason) {
        unreadable.add(place.path() + ": " + reason);
    }

    /** @throws UnusableDataSetException where a file was unreadable or a class of a split has no image */
    void requireWhole(Set<Split> splits) throws UnusableDataSetException {
        if (!unreadable.isEmpty()) {
            throw new UnusableDataSetException("nothing was written, %d of the files cannot be read:%n%s"
                    .formatted(unreadable.size(), String.join(System.lineSeparator(), unreadable)));
        }
        for (Split split : splits) {
            for (Label label : Label.values()) {
                if (!packed.containsKey(folder(split, label))) {
                    throw new UnusableDataSetException(
                            "no images in %s; a data set is {train,test}/{FAKE,REAL}/*, found %s"
                                    .formatted(
                                            folder(split, label), packed.isEmpty() ? "none of these folders" : packed));
                }
            }
        }
    }

    private static String folder(Split split, Label label) {
        return split + "/" + label;
    }
}
