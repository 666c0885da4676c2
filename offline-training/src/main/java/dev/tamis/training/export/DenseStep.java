package dev.tamis.training.export;

/**
 * A dense layer of the graph, as the way back needs it.
 *
 * @param weights name of its matrix, {@code [inputs, outputs]}
 * @param matrix the same values, row by row
 * @param outputs columns of the matrix
 * @param activation name of its output after ReLU; of the last layer, which has no ReLU, the logit
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DenseStep(String weights, float[] matrix, int outputs, String activation) {}
