package dev.tamis.vision.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.ImageHeader;
import dev.tamis.vision.image.Orientation;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PdqTest {
    /** The hashes are those of the authors' implementation (facebook/ThreatExchange, pdq/java, at baefb4e). */
    @ParameterizedTest
    @CsvSource({
        "64, 64, 0, f7f0a9e05291e962aa35d98e113086fece4a63c9b8ef293bda1d0e64247ab3c1, 100",
        "32, 32, 1, d0489cdb041dedf0e2f699435b13e205e4dcdcb3892771a6bfa49d0a812fd578, 100",
        "100, 75, 2, 0e56752035191931da0f07e7c4fef683f02bf492d296798f19e567264774c22d, 100",
        "128, 128, 3, 96e0ea4dede77837da10989d380eb6269e7831bd79721b3125a3cc8688c38ec7, 100",
        "129, 257, 4, 6a5af23de26ad46db50814a632e27bd446c9d33baa5f42acaa744a2691abbe49, 100",
        "640, 480, 5, c36c8b89342e602546f17508d2744de03f9a963f9dfa62f5b603c9cecda0d8d3, 100",
        "1000, 333, 6, 5c747d12af2c5200c75a5a251396702ffddb2ac04bec90dbd5b22ad56903bed6, 100",
        "1600, 1200, 8, 4d845994e954a9fd9a69053e53f55f5eac59ca7a5ea0d42ead568007038b7369, 100"
    })
    void agreesWithTheAuthorsImplementation(int width, int height, int seed, String hash, int quality) {
        assertThat(Pdq.of(painted(width, height, seed))).isEqualTo(new Pdq(PdqHash.parse(hash), quality));
    }

    @Test
    void survivesRescaling() {
        RgbImage image = painted(640, 480, 5);
        Pdq smaller = Pdq.of(Resampler.resize(image, 300, 200));

        assertThat(smaller.hash().distance(Pdq.of(image).hash())).isLessThanOrEqualTo(PdqHash.SAME);
    }

    @Test
    void tellsDifferentImagesApart() {
        assertThat(Pdq.of(painted(640, 480, 5))
                        .hash()
                        .distance(Pdq.of(painted(640, 480, 6)).hash()))
                .isGreaterThan(2 * PdqHash.SAME);
    }

    @Test
    void callsAFlatImagePoor() {
        assertThat(Pdq.of(new RgbImage(100, 100, new byte[30_000])).quality()).isZero();
    }

    @Test
    void takesAnImageOfOnePixel() {
        assertThat(Pdq.of(new RgbImage(1, 1, new byte[3])).quality()).isZero();
    }

    @Test
    void hashesAReducedImageLikeTheWholeOne() throws Exception {
        RgbImage image = painted(1037, 803, 5);

        DecodedImage reduced = new ImageDecoder(DecodeLimits.DEFAULT).decode(PngEncoder.encode(image), 64);

        assertThat(reduced.reduction()).isEqualTo(8);
        assertThat(Pdq.of(reduced).hash().distance(Pdq.of(image).hash())).isLessThanOrEqualTo(8);
    }

    /** Sides that are no multiple of 8 leave a narrower block at the end of the stored row, wherever that is displayed. */
    @ParameterizedTest
    @EnumSource
    void hashesAReducedImageLikeTheWholeOneHoweverItIsTurned(Orientation orientation) {
        RgbImage displayed = painted(513, 521, 5);
        RgbImage means = means(displayed, orientation.mirrorsColumns(), orientation.mirrorsRows());
        int storedWidth = orientation.swapsSides() ? displayed.height() : displayed.width();
        int storedHeight = orientation.swapsSides() ? displayed.width() : displayed.height();
        ImageHeader header = new ImageHeader(
                ImageFormat.JPEG, storedWidth, storedHeight, orientation, ImageHeader.PixelCost.STREAMED);

        Pdq reduced = Pdq.of(new DecodedImage(header, means, 8, List.of()));

        assertThat(reduced.hash().distance(Pdq.of(displayed).hash())).isLessThanOrEqualTo(8);
    }

    /** Means of 8 x 8 pixels, of which those at the start or at the end of a line are over fewer. */
    private static RgbImage means(RgbImage image, boolean fromTheRight, boolean fromTheBottom) {
        int width = (image.width() + 7) / 8;
        int height = (image.height() + 7) / 8;
        int left = fromTheRight ? 8 * width - image.width() : 0;
        int top = fromTheBottom ? 8 * height - image.height() : 0;
        int[] sums = new int[3 * width * height];
        int[] counts = new int[sums.length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int to = 3 * ((y + top) / 8 * width + (x + left) / 8) + c;
                    sums[to] += image.rgb()[3 * (y * image.width() + x) + c] & 0xff;
                    counts[to]++;
                }
            }
        }
        byte[] rgb = new byte[sums.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round((float) sums[i] / counts[i]);
        }
        return new RgbImage(width, height, rgb);
    }

    /** Discs of many sizes and colours, at the same places whatever the size. */
    private static RgbImage painted(int width, int height, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] value = new double[3 * width * height];
        for (int blob = 0; blob < 150; blob++) {
            double left = random.nextDouble();
            double top = random.nextDouble();
            double size = 0.02 + 0.3 * random.nextDouble() * random.nextDouble();
            double[] colour = {random.nextDouble(-90, 90), random.nextDouble(-90, 90), random.nextDouble(-90, 90)};
            for (int i = 0; i < value.length; i++) {
                double x = ((i / 3 % width + 0.5) / width - left) / size;
                double y = ((i / 3 / width + 0.5) / height - top) / size;
                value[i] += x * x + y * y < 1 ? colour[i % 3] : 0;
            }
        }
        byte[] rgb = new byte[value.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(128 + value[i])));
        }
        return new RgbImage(width, height, rgb);
    }
}
