package dev.tamis.benchmarks;

import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.Scenes;
import java.awt.image.BufferedImage;
import java.util.function.Function;

/** An image file that a benchmark reads: one painted picture in a format and a size. */
public enum ImageFile {
    JPEG_32(32, 32, ImageFile::jpeg),
    JPEG_512(512, 512, ImageFile::jpeg),
    JPEG_12_MEGAPIXELS(4000, 3000, ImageFile::jpeg),
    PROGRESSIVE_JPEG_512(512, 512, image -> ImageFiles.progressiveJpeg(image, 0.85f)),
    PNG_32(32, 32, ImageFiles::png),
    PNG_512(512, 512, ImageFiles::png),
    GIF_512(512, 512, ImageFiles::gif),
    BMP_512(512, 512, ImageFiles::bmp);

    private static final long SEED = 5;

    private final int width;
    private final int height;
    private final Function<BufferedImage, byte[]> format;

    ImageFile(int width, int height, Function<BufferedImage, byte[]> format) {
        this.width = width;
        this.height = height;
        this.format = format;
    }

    /** Paints and encodes the picture: seconds for the largest. */
    byte[] bytes() {
        return format.apply(Scenes.dunes(SEED).paint(width, height));
    }

    private static byte[] jpeg(BufferedImage image) {
        return ImageFiles.jpeg(image, 0.85f);
    }
}
