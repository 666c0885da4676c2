package dev.tamis.training.export;

/**
 * The output of a layer that still has rows and columns.
 *
 * @param name of the tensor {@code [n, channels, size, size]}
 */
record FeatureMap(String name, int channels, int size) {
    /** A map of the same shape. */
    FeatureMap named(String other) {
        return new FeatureMap(other, channels, size);
    }

    int cells() {
        return size * size;
    }
}
