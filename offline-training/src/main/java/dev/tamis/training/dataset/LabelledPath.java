package dev.tamis.training.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a labelled image stands: {@code SET/LABEL/NAME}, where the label is written in upper or lower case.
 *
 * @param path at most these three parts, as far as they lie below the source's root
 * @param set the folder that holds the class folder; a split, or the name of a set
 */
record LabelledPath(String path, Label label, String set) {
    private static final int PARTS = 3;

    /**
     * Reads a path.
     *
     * @param root folder of the source, of which the last parts may name set and label; empty for an archive
     * @param relative path below it
     * @return nothing where the file stands in no class folder, or is hidden
     */
    static Optional<LabelledPath> parse(String root, String relative) {
        List<String> parts = List.of((root + "/" + relative).split("/"));
        List<String> below = List.of(relative.split("/"));
        String name = parts.get(parts.size() - 1);
        if (parts.size() < PARTS || name.startsWith(".")) {
            return Optional.empty();
        }
        String set = parts.get(parts.size() - PARTS);
        String path = String.join("/", below.subList(Math.max(0, below.size() - PARTS), below.size()));
        return label(parts.get(parts.size() - 2)).map(label -> new LabelledPath(path, label, set));
    }

    /** The label that a folder's name tells. */
    static Optional<Label> label(String folder) {
        return Arrays.stream(Label.values())
                .filter(label -> label.name().equalsIgnoreCase(folder))
                .findAny();
    }

    /** The split that the set is; nothing where it is another set. */
    Optional<Split> split() {
        return Arrays.stream(Split.values())
                .filter(split -> split.toString().equals(set))
                .findAny();
    }
}
