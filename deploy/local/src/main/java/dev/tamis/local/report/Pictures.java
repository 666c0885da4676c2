package dev.tamis.local.report;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures that a web page shows: small ones without loss, the others as JPEG. */
final class Pictures {
    /** Longest side of a picture in a page, in pixels. */
    static final int LONGEST_SIDE = 256;

    /** Up to this side every pixel is seen, enlarged. */
    private static final int LOSSLESS_SIDE = 64;

    private Pictures() {}

    /** Shrinks an image until its longest side is {@value #LONGEST_SIDE} pixels; a smaller one is returned as it is. */
    static RgbImage fit(RgbImage image) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= LONGEST_SIDE) {
            return image;
        }
        double scale = (double) LONGEST_SIDE / longest;
        return Resampler.resize(image, scaled(image.width(), scale), scaled(image.height(), scale));
    }

    /**
     * Writes a picture.
     *
     * @param name the file's name without extension
     * @return the file's name
     */
    static String write(RgbImage image, Path folder, String name) throws IOException {
        boolean small = Math.max(image.width(), image.height()) <= LOSSLESS_SIDE;
        String format = small ? "png" : "jpg";
        Path file = folder.resolve(name + "." + format);
        Files.deleteIfExists(file);
        ImageIO.write(buffered(image), format, file.toFile());
        return name + "." + format;
    }

    private static int scaled(int side, double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    private static BufferedImage buffered(RgbImage image) {
        BufferedImage buffered = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) buffered.getRaster().getDataBuffer()).getData();
        byte[] rgb = image.rgb();
        for (int pixel = 0; pixel < rgb.length; pixel += RgbImage.CHANNELS) {
            bgr[pixel] = rgb[pixel + 2];
            bgr[pixel + 1] = rgb[pixel + 1];
            bgr[pixel + 2] = rgb[pixel];
        }
        return buffered;
    }
}
