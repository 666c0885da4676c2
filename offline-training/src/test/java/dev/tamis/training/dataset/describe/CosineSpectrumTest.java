package dev.tamis.training.dataset.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.vision.image.RgbImage;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CosineSpectrumTest {
    private static final int SIDE = 32;

    private final CosineSpectrum.Transform transform = new CosineSpectrum.Transform(SIDE);
    private final RgbImage noise = PaintedDataSet.image(Label.REAL, new Random(1));

    @Test
    void keepsTheEnergyOfTheLuma() {
        double ofLuma = sumOfSquares(CosineSpectrum.luma(noise));

        assertThat(sumOfSquares(transform.of(noise).coefficients())).isCloseTo(ofLuma, within(1e-6 * ofLuma));
    }

    @Test
    void findsAWaveAtItsRadius() {
        int cycles = 11;
        RgbImage wave = grey((x, y) -> (int) Math.round(128 + 100 * Math.cos(Math.PI * 2 * cycles * (y + 0.5) / SIDE)));

        double[] radial = transform.of(wave).radial();
        assertThat(radial).hasSize(16);
        int strongest = IntStream.range(0, radial.length)
                .reduce((one, other) -> radial[one] > radial[other] ? one : other)
                .orElseThrow();
        assertThat(strongest + 1).isEqualTo(cycles);
        assertThat(transform.of(wave).highFrequencyShare()).isGreaterThan(0.99);
    }

    @Test
    void seesNothingInAFlatImage() {
        CosineSpectrum flat = transform.of(grey((x, y) -> 77));

        assertThat(flat.highFrequencyShare()).isBetween(0.0, 1.0);
        assertThat(flat.radial()).containsOnly(-3);
    }

    @Test
    void hashesAnImageLikeItsPalerCopyAndUnlikeAnother() {
        RgbImage hill = grey((x, y) -> (int) (200 * Math.exp(-(Math.pow(x - 10, 2) + Math.pow(y - 20, 2)) / 90)));
        RgbImage paler = grey((x, y) -> 40 + (hill.rgb()[RgbImage.CHANNELS * (y * SIDE + x)] & 0xff) * 4 / 5);

        long hash = transform.of(hill).hash();
        assertThat(Long.bitCount(hash)).isEqualTo(32);
        assertThat(Long.bitCount(hash ^ transform.of(paler).hash())).isLessThanOrEqualTo(LeakageReport.NEAR);
        assertThat(Long.bitCount(hash ^ transform.of(noise).hash())).isGreaterThan(10);
    }

    private static RgbImage grey(IntBinaryOperator value) {
        byte[] rgb = new byte[RgbImage.CHANNELS * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int from = RgbImage.CHANNELS * i;
            Arrays.fill(rgb, from, from + RgbImage.CHANNELS, (byte) value.applyAsInt(i % SIDE, i / SIDE));
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }

    private static double sumOfSquares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }
}
