package dev.tamis.benchmarks.stream;

import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.Scene;
import dev.tamis.generator.paint.Scenes;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * JPEGs that take as long to decode as photographs of their size do: painted scenes with the noise of a sensor, so that a file
 * of 512 px has about 100 KB. Large ones repeat a painted tile, since painting takes longer than anything else here.
 */
final class Photographs {
    private static final float QUALITY = 0.85f;
    private static final int TILE = 1000;
    private static final double NOISE = 9; // standard deviation, of 255
    private static final int CHANNELS = 3;

    private static final List<LongFunction<Scene>> SCENES = List.of(
            Scenes::portrait,
            Scenes::sea,
            Scenes::marble,
            Scenes::flower,
            Scenes::skyline,
            Scenes::morningMountains,
            Scenes::dunes,
            Scenes::glass);

    private Photographs() {}

    /** The file of a number, always the same. */
    static byte[] jpeg(int number, int width, int height) {
        BufferedImage tile =
                SCENES.get(number % SCENES.size()).apply(number).paint(Math.min(width, TILE), Math.min(height, TILE));
        SplittableRandom random = new SplittableRandom(number);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = noisy(tile.getRGB(x % tile.getWidth(), y % tile.getHeight()), random);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return ImageFiles.jpeg(image, QUALITY);
    }

    private static int noisy(int rgb, SplittableRandom random) {
        int noisy = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = Byte.SIZE * channel;
            int value = (rgb >> shift & 0xFF) + (int) Math.round(NOISE * random.nextGaussian());
            noisy |= Math.max(0, Math.min(0xFF, value)) << shift;
        }
        return noisy;
    }
}
