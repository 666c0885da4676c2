package dev.tamis.training.train;

import dev.tamis.training.network.ImageTensor;

/**
 * What a network learns from in one step.
 *
 * @param images {@code [n, 3, 32, 32]}
 * @param targets {@code [n, 1]}, 0 for FAKE and 1 for REAL
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the loader to the network, never compared
record Batch(ImageTensor images, float[] targets) {
    int size() {
        return targets.length;
    }
}
