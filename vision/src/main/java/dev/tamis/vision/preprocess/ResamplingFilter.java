package dev.tamis.vision.preprocess;

import java.util.function.DoubleUnaryOperator;

/**
 * The filters by which platforms and image libraries bring an image to another size, named as Pillow names them.
 *
 * <p>All but two are antialiased: their support grows with the reduction, so that every source pixel counts. {@link #NEAREST}
 * and {@link #PLAIN_BILINEAR} read one and four pixels for each new one, whatever the reduction, and leave the others out.
 */
public enum ResamplingFilter {
    /** The pixel that holds the centre of the new one. */
    NEAREST(Reach.FIXED, 0.5, ResamplingFilter::box),
    /** Between the four nearest pixels: OpenCV's {@code INTER_LINEAR}, PyTorch's {@code interpolate} without antialias. */
    PLAIN_BILINEAR(Reach.FIXED, 1, ResamplingFilter::triangle),
    /** The mean of the area that a new pixel covers: OpenCV's {@code INTER_AREA}. */
    BOX(Reach.GROWING, 0.5, ResamplingFilter::box),
    /** A triangle. */
    BILINEAR(Reach.GROWING, 1, ResamplingFilter::triangle),
    /** Keys' cubic with a = -1/2 (Catmull-Rom). */
    BICUBIC(Reach.GROWING, 2, ResamplingFilter::cubic),
    /** The sinc of three lobes. */
    LANCZOS(Reach.GROWING, 3, ResamplingFilter::lanczos);

    private static final double CUBIC_A = -0.5;
    private static final double LOBES = 3;

    private enum Reach {
        FIXED,
        GROWING
    }

    private final Reach reach;
    private final double support;
    private final DoubleUnaryOperator weight;

    ResamplingFilter(Reach reach, double support, DoubleUnaryOperator weight) {
        this.reach = reach;
        this.support = support;
        this.weight = weight;
    }

    /**
     * By what the filter is stretched.
     *
     * @param reduction source pixels for each new one, below 1 where the image grows
     */
    double stretch(double reduction) {
        return reach == Reach.FIXED ? 1 : Math.max(reduction, 1);
    }

    /** The distance from which on the unstretched filter is zero. */
    double support() {
        return support;
    }

    /** The unstretched filter at a distance from its centre; not normalised. */
    double weight(double distance) {
        return weight.applyAsDouble(distance);
    }

    private static double box(double x) {
        return x > -0.5 && x <= 0.5 ? 1 : 0;
    }

    private static double triangle(double x) {
        return Math.max(0, 1 - Math.abs(x));
    }

    private static double cubic(double x) {
        double d = Math.abs(x);
        if (d < 1) {
            return ((CUBIC_A + 2) * d - (CUBIC_A + 3)) * d * d + 1;
        }
        return d < 2 ? (((d - 5) * d + 8) * d - 4) * CUBIC_A : 0;
    }

    private static double lanczos(double x) {
        return -LOBES <= x && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }
}
