package dev.tamis.training.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Where an image stands in its data set: {@code train/FAKE/1000 (2).jpg}.
 *
 * @param name the file's name, without folders
 */
public record Place(Split split, Label label, String name) {
    /**
     * Reads the last three parts of a path, so that an archive may hold the data set in a folder of its own.
     *
     * @param path separated by {@code /}
     * @return nothing where the path is none of {@code {train,test}/{FAKE,REAL}/name}, or names a hidden file
     */
    static Optional<Place> parse(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (parts.size() < 3 || parts.get(parts.size() - 1).isEmpty()) {
            return Optional.empty();
        }
        String name = parts.get(parts.size() - 1);
        String label = parts.get(parts.size() - 2);
        String split = parts.get(parts.size() - 3);
        for (Split aSplit : Split.values()) {
            for (Label aLabel : Label.values()) {
                if (aSplit.toString().equals(split) && aLabel.name().equals(label) && !name.startsWith(".")) {
                    return Optional.of(new Place(aSplit, aLabel, name));
                }
            }
        }
        return Optional.empty();
    }

    /** The path inside the data set, separated by {@code /}. */
    @JsonValue
    public String path() {
        return split + "/" + label + "/" + name;
    }
}
