package dev.tamis.training.export;

/**
 * The output of a layer that still has rows and columns.
 *
 * @param name of the tensor {@code [n, channels, height, width]}
 */
public record FeatureMap(String name, int channels, int height, int width) {
    /** A map as wide as high. */
    static FeatureMap square(String name, int channels, int size) {
        return new FeatureMap(name, channels, size, size);
    }

    /** A map of the same shape. */
    FeatureMap named(String other) {
        return new FeatureMap(other, channels, height, width);
    }

    int cells() {
        return height * width;
    }
}
