package dev.tamis.training.degrade;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import dev.tamis.vision.image.RgbImage;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Weighs each pixel's neighbourhood by a Gaussian, cut at four deviations; the border's pixels go on beyond it. Both
 * directions are computed in 32-bit floats and rounded to 8 bits once.
 *
 * @param sigma standard deviation in pixels, positive
 */
public record GaussianBlur(double sigma) implements Degradation {
    private static final double REACH = 4;

    public GaussianBlur {
        if (!(sigma > 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("a blur's deviation is positive and finite: " + sigma);
        }
    }

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        float[] weights = weights();
        float[] alongRows = alongRows(image, weights);
        int rowValues = image.width() * CHANNELS;
        byte[] blurred = new byte[image.rgb().length];
        float[] row = new float[rowValues];
        for (int y = 0; y < image.height(); y++) {
            weighRows(alongRows, y, weights, row);
            for (int i = 0; i < rowValues; i++) {
                blurred[y * rowValues + i] = (byte) (row[i] + 0.5f);
            }
        }
        return new RgbImage(image.width(), image.height(), blurred);
    }

    /** From the centre outwards and back; they sum to 1. */
    private float[] weights() {
        int radius = (int) Math.ceil(REACH * sigma);
        float[] weights = new float[2 * radius + 1];
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += density(i);
        }
        for (int i = -radius; i <= radius; i++) {
            weights[radius + i] = (float) (density(i) / sum);
        }
        return weights;
    }

    private double density(int distance) {
        return Math.exp(-distance * distance / (2 * sigma * sigma));
    }

    private static float[] alongRows(RgbImage image, float[] weights) {
        int radius = weights.length / 2;
        int rowValues = image.width() * CHANNELS;
        float[] result = new float[image.rgb().length];
        float[] padded = new float[rowValues + 2 * radius * CHANNELS];
        for (int row = 0; row < result.length; row += rowValues) {
            for (int i = 0; i < padded.length; i++) {
                int x = Math.max(0, Math.min(image.width() - 1, i / CHANNELS - radius));
                padded[i] = image.rgb()[row + x * CHANNELS + i % CHANNELS] & 0xff;
            }
            for (int k = 0; k < weights.length; k++) {
                for (int i = 0; i < rowValues; i++) {
                    result[row + i] += weights[k] * padded[i + k * CHANNELS];
                }
            }
        }
        return result;
    }

    /** The weighted sum of the rows around one, those of the border repeated. */
    private static void weighRows(float[] rows, int y, float[] weights, float[] sum) {
        int height = rows.length / sum.length;
        Arrays.fill(sum, 0);
        for (int k = 0; k < weights.length; k++) {
            int from = Math.max(0, Math.min(height - 1, y + k - weights.length / 2)) * sum.length;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * rows[from + i];
            }
        }
    }
}
