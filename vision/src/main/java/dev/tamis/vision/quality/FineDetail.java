package dev.tamis.vision.quality;

import dev.tamis.vision.image.Luma;
import dev.tamis.vision.image.RgbImage;

/**
 * How strong the finest detail of an image is beside that of twice its size: log10 of the energy of fourth differences over one
 * pixel, divided by that of second differences over two, in luma along rows and columns.
 *
 * <p>A photograph that an antialiasing filter reduced loses towards the finest detail. One that was reduced without, or is
 * noisy or strongly sharpened, does not: its value is higher, and what a network reads from its finest detail says more of
 * that than of how the image was made.
 */
public final class FineDetail {
    /** What is said of a flat image, and of one too small to measure: there is nothing that tells how it was made. */
    public static final double NOTHING = 0;

    private static final int REACH = 2;

    /** Weight of the centre of a fourth difference, whose weights are 1, -4, 6, -4, 1 over 16. */
    private static final float CENTRE = 6;

    private static final float NEXT = 4;
    private static final float FOURTH = 16;
    private static final float SECOND = 4;

    private FineDetail() {}

    /** Measures an image: below 0 where detail of two pixels is the stronger, as in photographs; above where that of one is. */
    public static double of(RgbImage image) {
        int width = image.width();
        int height = image.height();
        if (width <= 2 * REACH || height <= 2 * REACH) {
            return NOTHING;
        }
        float[] luma = Luma.of(image);
        int[] steps = {1, width};
        float fine = 1; // beside which the last rounding of a flat image does not count
        float coarse = 1;
        for (int y = REACH; y < height - REACH; y++) {
            for (int i = y * width + REACH; i < (y + 1) * width - REACH; i++) {
                for (int step : steps) {
                    float ends = luma[i - 2 * step] + luma[i + 2 * step];
                    float fourth = ends - NEXT * (luma[i - step] + luma[i + step]) + CENTRE * luma[i];
                    float second = ends - 2 * luma[i];
                    fine += fourth * fourth / (FOURTH * FOURTH);
                    coarse += second * second / (SECOND * SECOND);
                }
            }
        }
        return Math.log10(fine / coarse);
    }
}
