package dev.tamis.training.network.layer;

import org.bytedeco.dnnl.memory.desc;

/**
 * Shapes of a convolution, as oneDNN asks for them.
 *
 * @param input {@code [n, height, width, in]}
 * @param kernel {@code [out, in, rows, columns]}
 * @param output {@code [n, height, width, out]}; zeros around the input make up for what the filters need beyond it
 * @param stride step of the filters, in pixels
 * @param isBiased whether bias and ReLU follow
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record ConvolutionShape(long[] input, long[] kernel, long[] output, long stride, boolean isBiased) {
    desc inputMaps() {
        return OneDnn.maps(input);
    }

    desc outputMaps() {
        return OneDnn.maps(output);
    }

    desc filters() {
        return OneDnn.filters(kernel);
    }

    desc filtersOfAnyOrder() {
        return OneDnn.filtersOfAnyOrder(kernel);
    }

    /** Empty where there is none. */
    desc bias() {
        return isBiased ? OneDnn.vector(kernel[0]) : new desc();
    }

    long[] strides() {
        return new long[] {stride, stride};
    }

    /** Above and to the left. */
    long[] zerosBefore() {
        return new long[] {zeros(1) / 2, zeros(2) / 2};
    }

    /** Below and to the right, where an odd one goes. */
    long[] zerosAfter() {
        return new long[] {zeros(1) - zeros(1) / 2, zeros(2) - zeros(2) / 2};
    }

    private long zeros(int dimension) {
        return Math.max(0, (output[dimension] - 1) * stride + kernel[dimension + 1] - input[dimension]);
    }
}
