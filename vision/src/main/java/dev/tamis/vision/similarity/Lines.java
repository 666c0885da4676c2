package dev.tamis.vision.similarity;

import java.util.Arrays;

/** Sums of whole lines of values, which the JVM compiles to vector instructions. */
final class Lines {
    private static final int AT_ONCE = 4;

    private Lines() {}

    /**
     * The weighted sum of neighbouring lines, each value added up in the order of the lines.
     *
     * @param lines one after the other, each as long as the sum
     * @param first index of the first line
     * @param weights of the lines from there on
     * @param sum overwritten
     */
    static void weightedSum(float[] lines, int first, float[] weights, float[] sum) {
        Arrays.fill(sum, 0);
        int line = 0;
        for (; line + AT_ONCE <= weights.length; line += AT_ONCE) {
            addFour(lines, (first + line) * sum.length, weights, line, sum);
        }
        for (; line < weights.length; line++) {
            float weight = weights[line];
            int at = (first + line) * sum.length;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * lines[at + i];
            }
        }
    }

    /** Four lines at once: a loop over so few values is mostly what comes before and after its vector instructions. */
    private static void addFour(float[] lines, int at, float[] weights, int line, float[] sum) {
        float weight0 = weights[line];
        float weight1 = weights[line + 1];
        float weight2 = weights[line + 2];
        float weight3 = weights[line + 3];
        int at1 = at + sum.length;
        int at2 = at1 + sum.length;
        int at3 = at2 + sum.length;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i]
                    + weight0 * lines[at + i]
                    + weight1 * lines[at1 + i]
                    + weight2 * lines[at2 + i]
                    + weight3 * lines[at3 + i];
        }
    }
}
