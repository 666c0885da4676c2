package dev.tamis.vision.similarity;

/**
 * The weights with which neighbouring values of a line make one of the {@value #SAMPLES} values that PDQ keeps of it: a
 * moving average over an even window, taken twice, at the middle of each sixty-fourth of the line. At the line's ends an
 * average is over what there is of its window.
 *
 * @param first index of the first value
 * @param weights they sum to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TentKernel(int first, float[] weights) {
    static final int SAMPLES = 64;

    /**
     * The kernels of a line of values, in the order of the samples.
     *
     * @param length the line's values in the whole image
     * @param reduced the values that are at hand: means of {@code factor} values each
     * @param mirrored whether it is the first mean that lacks values where {@code factor} does not divide the length, and
     *     not the last
     */
    static TentKernel[] of(int length, int reduced, int factor, boolean mirrored) {
        int missing = mirrored ? reduced * factor - length : 0;
        TentKernel[] kernels = new TentKernel[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            TentKernel whole = at((int) ((i + 0.5) * length / SAMPLES), length);
            kernels[i] = factor == 1 ? whole : whole.onMeans(reduced, factor, missing);
        }
        return kernels;
    }

    /** The same on means of values, with each value interpolated between the two means next to it. */
    private TentKernel onMeans(int reduced, int factor, int missing) {
        double begin = place(first, reduced, factor, missing);
        double end = place(first + weights.length - 1, reduced, factor, missing);
        TentKernel onMeans = new TentKernel((int) begin, new float[(int) Math.ceil(end) - (int) begin + 1]);
        for (int i = 0; i < weights.length; i++) {
            double place = place(first + i, reduced, factor, missing);
            int before = (int) place - onMeans.first;
            float share = (float) (place - (int) place);
            onMeans.weights[before] += weights[i] * (1 - share);
            if (share > 0) {
                onMeans.weights[before + 1] += weights[i] * share;
            }
        }
        return onMeans;
    }

    /** Where a value lies among the means, from 0, the middle of the first, to the middle of the last. */
    private static double place(int value, int reduced, int factor, int missing) {
        double place = (value + missing + 0.5) / factor - 0.5;
        return Math.max(0, Math.min(reduced - 1, place));
    }

    private static TentKernel at(int position, int length) {
        Window outer = Window.around(position, length);
        int first = Window.around(outer.first, length).first;
        int last = Window.around(outer.last, length).last;
        float[] weights = new float[last - first + 1];
        for (int i = outer.first; i <= outer.last; i++) {
            Window inner = Window.around(i, length);
            for (int j = inner.first; j <= inner.last; j++) {
                weights[j - first] += 1f / (outer.size() * inner.size());
            }
        }
        return new TentKernel(first, weights);
    }

    /** The values that one average is over, both ends included. */
    private record Window(int first, int last) {
        /** Half a sixty-fourth of the line, rounded up, so that two averages reach over one. */
        private static Window around(int position, int length) {
            int size = (length + 2 * SAMPLES - 1) / (2 * SAMPLES);
            int after = size / 2;
            int before = size - 1 - after;
            return new Window(Math.max(0, position - before), Math.min(length - 1, position + after));
        }

        private int size() {
            return last - first + 1;
        }
    }

    /** The weighted sum of neighbours of a line that starts at {@code start}. */
    float apply(float[] values, int start) {
        float sum = 0;
        int at = start + first;
        for (float weight : weights) {
            sum += weight * values[at++];
        }
        return sum;
    }
}
