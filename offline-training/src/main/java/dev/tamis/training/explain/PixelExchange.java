package dev.tamis.training.explain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One image that becomes another pixel by pixel (Petsiuk et al. 2018, section 3.4 and algorithm 1). Deletion goes from the image
 * to one without content, insertion from such an image to the image.
 *
 * @param from {@code [3, height, width]}
 * @param to of the same shape
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelExchange(float[] from, float[] to) {
    /** Pictures of one exchange, the first and the last among them. */
    static final int PICTURES = 33;

    /** Pictures on the way, with equally many pixels exchanged from each to the next. */
    List<float[]> along(PixelOrder order) {
        return IntStream.range(0, PICTURES)
                .mapToObj(picture -> exchanged(order, order.count(picture / (PICTURES - 1.0))))
                .toList();
    }

    private float[] exchanged(PixelOrder order, int count) {
        float[] picture = from.clone();
        int plane = order.pixels().length;
        for (int i = 0; i < count; i++) {
            for (int at = order.pixels()[i]; at < picture.length; at += plane) {
                picture[at] = to[at];
            }
        }
        return picture;
    }

    /** Area under a curve of values at equal distances from 0 to 1, by the trapezoidal rule. */
    static double area(double[] curve) {
        double ends = (curve[0] + curve[curve.length - 1]) / 2;
        double sum = 0;
        for (double value : curve) {
            sum += value;
        }
        return (sum - ends) / (curve.length - 1);
    }
}
