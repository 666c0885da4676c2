package dev.tamis.training.dataset;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of an image of a set beside its pixels.
 *
 * @param path inside the set, separated by {@code /}
 * @param sha256 of the file's bytes, 64 lower-case hexadecimal digits
 * @param groups by which figures are broken down: the name of a division, and the image's group in it, for example {@code
 *     fine_label} and {@code whale}; sorted by name
 */
public record LabelledImage(String path, Label label, String sha256, Map<String, String> groups) {
    public LabelledImage {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
    }

    /** The file's name, without folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
