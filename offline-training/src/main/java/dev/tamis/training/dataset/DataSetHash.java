package dev.tamis.training.dataset;

import dev.tamis.training.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One hash that names a set of files: SHA-256 of their listing as {@code sha256sum} prints it, sorted by hash. In a data
 * set's folder, {@code sha256sum test/&#42;/&#42; | LC_ALL=C sort | sha256sum} gives that of its test split.
 */
public final class DataSetHash {
    private DataSetHash() {}

    /**
     * Hashes the images of a pack.
     *
     * @return 64 lower-case hexadecimal digits, whatever the order of the images
     */
    public static String of(List<PackedImage> images) {
        return of(
                images.stream().map(image -> line(image.sha256(), image.place().path())));
    }

    /** The same of images from anywhere, by their paths. */
    public static String ofLabelled(List<LabelledImage> images) {
        return of(images.stream().map(image -> line(image.sha256(), image.path())));
    }

    private static String line(String sha256, String path) {
        return sha256 + "  " + path + "\n";
    }

    private static String of(Stream<String> lines) {
        return Sha256.of(lines.sorted().collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }
}
