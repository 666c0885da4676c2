package dev.tamis.training.dataset.build;

import dev.tamis.training.PaintedDataSet;
import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** CIFAR-10 batches and generated images painted by code: two photographs and one generated image of each class and split. */
public final class PaintedSources {
    static final int CLASSES = CifarClass.values().length;
    private static final int GENERATED_SIDE = 48;

    private PaintedSources() {}

    public static Path cifar10(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("data_batch_1.bin"), batch(2 * CLASSES, new Random(1)));
        Files.write(folder.resolve("test_batch.bin"), batch(2 * CLASSES, new Random(2)));
        return folder;
    }

    /** Records whose labels run from 0 to 9 again and again. */
    static byte[] batch(int records, Random random) {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (int i = 0; i < records; i++) {
            batch.write(i % CLASSES);
            batch.writeBytes(planes(PaintedDataSet.image(Label.REAL, random)));
        }
        return batch.toByteArray();
    }

    private static byte[] planes(RgbImage image) {
        int pixels = image.width() * image.height();
        byte[] planes = new byte[RgbImage.CHANNELS * pixels];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = image.rgb()[i % pixels * RgbImage.CHANNELS + i / pixels];
        }
        return planes;
    }

    /** A tree of class folders. */
    public static Path generated(Path folder) throws IOException {
        Random random = new Random(3);
        for (Split split : Split.values()) {
            for (CifarClass subject : CifarClass.values()) {
                Path files = Files.createDirectories(folder.resolve(split + "/" + subject));
                Files.write(files.resolve("a.png"), png(GENERATED_SIDE, GENERATED_SIDE, random));
            }
        }
        return folder;
    }

    static byte[] png(int width, int height, Random random) {
        return PngEncoder.encode(Resampler.resize(PaintedDataSet.image(Label.FAKE, random), width, height));
    }
}
