package dev.tamis.training.network.layer;

/** Sums over a plane, with several partial sums at once: one would wait for each addition before the next. */
final class Sums {
    private static final int LANES = 8;

    private Sums() {}

    static double of(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i <= values.length - LANES; i += LANES) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
            e += values[i + 4];
            f += values[i + 5];
            g += values[i + 6];
            h += values[i + 7];
        }
        double sum = (double) a + b + c + d + e + f + g + h;
        for (; i < values.length; i++) {
            sum += values[i];
        }
        return sum;
    }

    static double ofProducts(float[] left, float[] right) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i <= left.length - LANES; i += LANES) {
            a += left[i] * right[i];
            b += left[i + 1] * right[i + 1];
            c += left[i + 2] * right[i + 2];
            d += left[i + 3] * right[i + 3];
            e += left[i + 4] * right[i + 4];
            f += left[i + 5] * right[i + 5];
            g += left[i + 6] * right[i + 6];
            h += left[i + 7] * right[i + 7];
        }
        double sum = (double) a + b + c + d + e + f + g + h;
        for (; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
