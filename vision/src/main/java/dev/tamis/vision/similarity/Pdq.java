package dev.tamis.vision.similarity;

import static dev.tamis.vision.similarity.TentKernel.SAMPLES;

import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageHeader;
import dev.tamis.vision.image.Luma;
import dev.tamis.vision.image.RgbImage;
import org.apache.commons.numbers.arrays.Selection;

/**
 * What PDQ says of an image.
 *
 * <p>PDQ, by Meta ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019): the luma is
 * smoothed and sampled at 64 x 64 places; of its cosine transform the 16 x 16 lowest frequencies beside the constant
 * ones are kept; a bit is set where one lies above their median. The hash survives compression, rescaling and changes of
 * tone, not cropping, rotation or reflection.
 *
 * <p>Of a large image the decoder keeps as little as 64 rows, which moves 6 bits in the mean, 26 at most on 219 photographs
 * and generated images of 512 pixels and more; so does any rescaling.
 *
 * @param hash the hash
 * @param quality how much there is to see in the image, 0 to 100; of images below 50, which are nearly flat, PDQ's
 *     authors advise not to compare the hashes
 */
public record Pdq(PdqHash hash, int quality) {
    public static final int MAX_QUALITY = 100;

    private static final int KEPT = 16;
    private static final float[][] COSINES = cosines();
    private static final int WHITE = 255;
    private static final int GRADIENTS_OF_A_POINT = 90;

    /** Hashes an image of any size as the authors' implementation does. */
    public static Pdq of(RgbImage image) {
        return of(
                image,
                TentKernel.of(image.width(), image.width(), 1, false),
                TentKernel.of(image.height(), image.height(), 1, false));
    }

    /**
     * Hashes an image that was perhaps reduced while it was decoded: what its file's own pixels would give, as far as the
     * reduced ones tell.
     */
    public static Pdq of(DecodedImage decoded) {
        RgbImage pixels = decoded.pixels();
        ImageHeader header = decoded.header();
        return of(
                pixels,
                TentKernel.of(
                        header.width(),
                        pixels.width(),
                        decoded.reduction(),
                        header.orientation().mirrorsColumns()),
                TentKernel.of(
                        header.height(),
                        pixels.height(),
                        decoded.reduction(),
                        header.orientation().mirrorsRows()));
    }

    private static Pdq of(RgbImage image, TentKernel[] alongRows, TentKernel[] alongColumns) {
        float[] samples = samples(image, alongRows, alongColumns);
        return new Pdq(bits(frequencies(samples)), quality(samples));
    }

    /** The smoothed luma at 64 x 64 places, row by row. */
    private static float[] samples(RgbImage image, TentKernel[] alongRows, TentKernel[] alongColumns) {
        float[] luma = Luma.of(image);
        float[] rows = new float[image.height() * SAMPLES];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < SAMPLES; x++) {
                rows[y * SAMPLES + x] = alongRows[x].apply(luma, y * image.width());
            }
        }
        float[] samples = new float[SAMPLES * SAMPLES];
        float[] sums = new float[SAMPLES];
        for (int y = 0; y < SAMPLES; y++) {
            Lines.weightedSum(rows, alongColumns[y].first(), alongColumns[y].weights(), sums);
            System.arraycopy(sums, 0, samples, y * SAMPLES, SAMPLES);
        }
        return samples;
    }

    /** Cosines of the frequencies 1 to 16 at 64 places. Their scale changes no bit. */
    private static float[][] cosines() {
        float[][] cosines = new float[KEPT][SAMPLES];
        for (int i = 0; i < KEPT; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                cosines[i][j] =
                        (float) (Math.sqrt(2.0 / SAMPLES) * Math.cos(Math.PI / (2 * SAMPLES) * (i + 1) * (2 * j + 1)));
            }
        }
        return cosines;
    }

    /** 16 x 16 cosine coefficients, the vertical frequency first. Each is summed in the order of the samples. */
    private static float[] frequencies(float[] samples) {
        float[] frequencies = new float[KEPT * KEPT];
        float[] row = new float[SAMPLES];
        for (int i = 0; i < KEPT; i++) {
            Lines.weightedSum(samples, 0, COSINES[i], row);
            for (int j = 0; j < KEPT; j += 4) {
                float sum0 = 0;
                float sum1 = 0;
                float sum2 = 0;
                float sum3 = 0;
                for (int k = 0; k < SAMPLES; k++) { // four at once, since each waits for its own sum alone
                    sum0 += row[k] * COSINES[j][k];
                    sum1 += row[k] * COSINES[j + 1][k];
                    sum2 += row[k] * COSINES[j + 2][k];
                    sum3 += row[k] * COSINES[j + 3][k];
                }
                frequencies[i * KEPT + j] = sum0;
                frequencies[i * KEPT + j + 1] = sum1;
                frequencies[i * KEPT + j + 2] = sum2;
                frequencies[i * KEPT + j + 3] = sum3;
            }
        }
        return frequencies;
    }

    private static PdqHash bits(float[] frequencies) {
        double[] values = new double[frequencies.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = frequencies[i];
        }
        int middle = PdqHash.BITS / 2 - 1;
        Selection.select(values, middle);
        double median = values[middle];
        long[] parts = new long[PdqHash.BITS / Long.SIZE];
        for (int i = 0; i < frequencies.length; i++) {
            if (frequencies[i] > median) {
                parts[i / Long.SIZE] |= 1L << i;
            }
        }
        return new PdqHash(parts[3], parts[2], parts[1], parts[0]);
    }

    /** The sum of the steps between neighbouring samples, each in whole hundredths of the range, scaled by PDQ's rule. */
    private static int quality(float[] samples) {
        int steps = 0;
        for (int y = 0; y < SAMPLES && steps < MAX_QUALITY * GRADIENTS_OF_A_POINT; y++) {
            for (int x = 0; x < SAMPLES; x++) {
                int at = y * SAMPLES + x;
                steps += y + 1 < SAMPLES ? step(samples[at], samples[at + SAMPLES]) : 0;
                steps += x + 1 < SAMPLES ? step(samples[at], samples[at + 1]) : 0;
            }
        }
        return Math.min(MAX_QUALITY, steps / GRADIENTS_OF_A_POINT);
    }

    private static int step(float one, float other) {
        return Math.abs((int) ((one - other) * 100 / WHITE));
    }
}
