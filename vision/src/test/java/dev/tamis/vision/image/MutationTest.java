package dev.tamis.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged files give an image or a reason, never another exception. Set the system property {@code seed} to repeat a run. */
class MutationTest {
    private static final int FILES = 4000;
    private static final int MAX_CHANGES = 8;
    private static final List<String> SAMPLES = List.of(
            "baseline.jpg",
            "progressive.jpg",
            "cmyk.jpg",
            "orientation6.jpg",
            "rgb.png",
            "interlaced.png",
            "rgba16.png",
            "palette-transparent.png",
            "still.gif",
            "interlaced.gif",
            "offset.gif",
            "rgb.bmp",
            "palette.bmp",
            "rle.bmp",
            "rgb565.bmp",
            "rgba.bmp",
            "lossy.webp",
            "lossless.webp",
            "lossy-alpha.webp",
            "animated.webp");

    /** Small, so that a damaged header cannot make the test slow. */
    private static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 1_000_000);

    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, LIMITS);

    @Test
    void givesAnImageOrAReasonForAnyDamage() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("MutationTest: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int rejections = 0;
        for (int i = 0; i < FILES; i++) {
            String name = SAMPLES.get(i % SAMPLES.size());
            byte[] file = damaged(Samples.file(name), random);
            try {
                PreprocessedImage image = preprocessor.read(file);
                assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(LIMITS.maxPixels());
            } catch (UnreadableImageException e) {
                rejections++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("%s, file %d of seed %d".formatted(name, i, seed), e);
            }
        }
        assertThat(rejections).as("rejections of seed %d", seed).isBetween(FILES / 10, FILES);
    }

    private static byte[] damaged(byte[] file, SplittableRandom random) {
        int changes = random.nextInt(1, MAX_CHANGES + 1);
        for (int i = 0; i < changes; i++) {
            // Half of the changes hit the first bytes, where the lengths and sizes are.
            int reach = random.nextBoolean() ? Math.min(file.length, 64) : file.length;
            int at = random.nextInt(reach);
            switch (random.nextInt(3)) {
                case 0 -> file[at] = (byte) random.nextInt();
                case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
                default -> file[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file;
    }
}
