package dev.tamis.training.train;

/**
 * What a network learns from in one step.
 *
 * @param images {@code [n, 3, 32, 32]}, in the network's normalisation
 * @param targets {@code [n, 1]}, 0 for FAKE and 1 for REAL
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the loader to the network, never compared
record Batch(float[] images, float[] targets) {
    int size() {
        return targets.length;
    }
}
