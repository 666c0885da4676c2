package dev.tamis.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadImputerTest {
    private static final int WIDTH = 7;
    private static final int HEIGHT = 5;
    private static final int PIXELS = WIDTH * HEIGHT;

    private final long seed = System.nanoTime();
    private final PixelOrder order =
            PixelOrder.of(new MapSize(WIDTH, HEIGHT).stretch(new float[] {0}, 1), new SplittableRandom(seed)); // by lot
    private final float[] image = image(new Random(seed));

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20, 34})
    void solvesTheEquationsOfTheMissingPixels(int count) {
        System.out.println("seed " + seed);
        float[] imputed = impute(0, count);

        for (int channel = 0; channel < 3; channel++) {
            float[] plane = Arrays.copyOfRange(image, channel * PIXELS, (channel + 1) * PIXELS);
            RealVector expected = dense(plane, Arrays.copyOf(order.pixels(), count));
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                assertThat(imputed[channel * PIXELS + pixel])
                        .isCloseTo((float) expected.getEntry(pixel), within(1e-4f));
            }
        }
    }

    @Test
    void addsNoiseToWhatItFillsInAndToNothingElse() {
        System.out.println("seed " + seed);
        float[] plain = impute(0, 20);
        float[] noisy = impute(0.1, 20);
        List<Integer> removed = Arrays.stream(order.pixels()).limit(20).boxed().toList();

        for (int i = 0; i < image.length; i++) {
            assertThat(noisy[i] == plain[i]).isEqualTo(!removed.contains(i % PIXELS));
        }
    }

    private float[] impute(double noise, int count) {
        return new RoadImputer(new MapSize(WIDTH, HEIGHT), noise)
                .impute(image, order, count, new SplittableRandom(seed));
    }

    /** One equation for each pixel: a known one is what it is, a missing one the weighted mean of its neighbours. */
    private static RealVector dense(float[] plane, int[] missing) {
        RealMatrix equations = new Array2DRowRealMatrix(PIXELS, PIXELS);
        RealVector right = new ArrayRealVector(PIXELS);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            equations.setEntry(pixel, pixel, 1);
            int at = pixel;
            if (IntStream.of(missing).noneMatch(other -> other == at)) {
                right.setEntry(pixel, plane[pixel]);
                continue;
            }
            double[] weights = IntStream.range(0, PIXELS)
                    .mapToDouble(other -> weight(at, other))
                    .toArray();
            double sum = Arrays.stream(weights).sum();
            for (int other = 0; other < PIXELS; other++) {
                equations.addToEntry(pixel, other, -weights[other] / sum);
            }
        }
        return new LUDecomposition(equations).getSolver().solve(right);
    }

    private static double weight(int pixel, int other) {
        int dx = Math.abs(pixel % WIDTH - other % WIDTH);
        int dy = Math.abs(pixel / WIDTH - other / WIDTH);
        if (pixel == other || dx > 1 || dy > 1) {
            return 0;
        }
        return dx + dy == 1 ? 1.0 / 6 : 1.0 / 12;
    }

    private static float[] image(Random random) {
        float[] image = new float[3 * PIXELS];
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat() - 0.5f;
        }
        return image;
    }
}
