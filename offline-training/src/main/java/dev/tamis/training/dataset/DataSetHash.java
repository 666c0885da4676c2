package dev.tamis.training.dataset;

import dev.tamis.training.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One hash that names a set of files: SHA-256 of their listing as {@code sha256sum} prints it, sorted by hash. In a data
 * set's folder, {@code sha256sum test/&#42;/&#42; | LC_ALL=C sort | sha256sum} gives that of its test split.
 */
public final class DataSetHash {
    private DataSetHash() {}

    /**
     * Hashes.
     *
     * @return 64 lower-case hexadecimal digits, whatever the order of the images
     */
    public static String of(List<PackedImage> images) {
        String listing = images.stream()
                .map(image -> image.sha256() + "  " + image.place().path() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return Sha256.of(ByteBuffer.wrap(listing.getBytes(StandardCharsets.UTF_8)));
    }
}
