package dev.tamis.training.dataset;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many images an import packed.
 *
 * @param images by class folder, for example {@code train/FAKE}; a folder without images is not in it
 */
public record ImportSummary(Map<String, Long> images) {
    static ImportSummary of(List<Place> places) {
        return new ImportSummary(places.stream()
                .map(place -> folder(place.split(), place.label()))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())));
    }

    /** All images. */
    public long total() {
        return images.values().stream().mapToLong(Long::longValue).sum();
    }

    void requireBothClasses(Set<Split> splits) throws UnusableDataSetException {
        for (Split split : splits) {
            for (Label label : Label.values()) {
                if (!images.containsKey(folder(split, label))) {
                    throw new UnusableDataSetException(
                            "no images in %s; a data set is {train,test}/{FAKE,REAL}/*, found %s"
                                    .formatted(
                                            folder(split, label), images.isEmpty() ? "none of these folders" : images));
                }
            }
        }
    }

    private static String folder(Split split, Label label) {
        return split + "/" + label;
    }
}
