package dev.tamis.training.dataset;

import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Photographs in the binary version of CIFAR-100 (Krizhevsky and Hinton 2009): for each a byte of its coarse label, one of its
 * fine label, then 32 x 32 values of red, of green and of blue, row by row.
 */
final class Cifar100 {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int LABELS = 2;
    private static final int RECORD = LABELS + RgbImage.CHANNELS * PLANE;

    private static final List<String> COARSE = names("cifar100-coarse.txt");
    private static final List<String> FINE = names("cifar100-fine.txt");

    private Cifar100() {}

    /**
     * Reads a file; all its images are REAL, with the groups {@code coarse_label} and {@code fine_label}.
     *
     * @throws UnusableDataSetException where the file is none of CIFAR-100
     */
    static ImageSet read(Path file, Preprocessor preprocessor) throws IOException, UnusableDataSetException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0 || bytes.length % RECORD != 0) {
            throw new UnusableDataSetException(
                    "%s: records of %,d bytes expected, as CIFAR-100's binary version has, found %,d bytes"
                            .formatted(file, RECORD, bytes.length));
        }
        List<LabelledImage> images = new ArrayList<>();
        List<RgbImage> pixels = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += RECORD) {
            String path = "%s#%d".formatted(file.getFileName(), at / RECORD);
            Map<String, String> labels = Map.of(
                    "coarse_label", name(COARSE, bytes[at], path),
                    "fine_label", name(FINE, bytes[at + 1], path));
            byte[] record = Arrays.copyOfRange(bytes, at, at + RECORD);
            images.add(new LabelledImage(path, Label.REAL, Sha256.of(record), labels));
            pixels.add(preprocessor.resize(interleaved(record)));
        }
        return new ImageSet(images, pixels::get);
    }

    private static String name(List<String> names, byte label, String path) throws UnusableDataSetException {
        int index = label & 0xff;
        if (index >= names.size()) {
            throw new UnusableDataSetException(
                    "%s: a label from 0 to %d expected, found %d".formatted(path, names.size() - 1, index));
        }
        return names.get(index);
    }

    private static RgbImage interleaved(byte[] record) {
        byte[] rgb = new byte[RgbImage.CHANNELS * PLANE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = record[LABELS + i % RgbImage.CHANNELS * PLANE + i / RgbImage.CHANNELS];
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }

    private static List<String> names(String resource) {
        try (InputStream in = Objects.requireNonNull(Cifar100.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
