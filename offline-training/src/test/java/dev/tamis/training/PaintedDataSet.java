package dev.tamis.training;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data set painted by code: FAKE images are bluish, REAL ones reddish, both under noise, so that a network learns fast. */
public final class PaintedDataSet {
    private static final int SIZE = 32;
    private static final int TINT = 100;

    private PaintedDataSet() {}

    /** Paints {@code imagesPerClass} JPEG files into each of the four class folders. */
    public static void paint(Path folder, int imagesPerClass) throws IOException {
        Random random = new Random(7);
        for (Split split : Split.values()) {
            for (Label label : Label.values()) {
                Path files =
                        Files.createDirectories(folder.resolve(split.toString()).resolve(label.name()));
                for (int i = 0; i < imagesPerClass; i++) {
                    Files.write(files.resolve("%04d.jpg".formatted(i)), jpeg(image(label, random)));
                }
            }
        }
    }

    /** A noisy image with the tint of its class. */
    public static RgbImage image(Label label, Random random) {
        byte[] rgb = new byte[SIZE * SIZE * RgbImage.CHANNELS];
        random.nextBytes(rgb);
        for (int i = 0; i < rgb.length; i += RgbImage.CHANNELS) {
            int tinted = label == Label.FAKE ? i + 2 : i;
            rgb[tinted] = (byte) Math.min(255, (rgb[tinted] & 0xff) + TINT);
        }
        return new RgbImage(SIZE, SIZE, rgb);
    }

    private static byte[] jpeg(RgbImage image) throws IOException {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            int red = image.rgb()[3 * i] & 0xff;
            int green = image.rgb()[3 * i + 1] & 0xff;
            int blue = image.rgb()[3 * i + 2] & 0xff;
            picture.setRGB(i % SIZE, i / SIZE, red << 16 | green << 8 | blue);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", file);
        return file.toByteArray();
    }
}
