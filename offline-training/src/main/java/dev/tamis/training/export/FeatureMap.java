package dev.tamis.training.export;

/**
 * The output of a convolutional layer in the graph, after ReLU.
 *
 * @param name of the tensor {@code [n, channels, size, size]}
 */
record FeatureMap(String name, int channels, int size) {
    int cells() {
        return size * size;
    }
}
