package dev.tamis.vision.preprocess;

import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * An image file reduced to what the network sees.
 *
 * @param pixels the image at the network's input size, before normalisation
 * @param format the file's format, read from its bytes
 * @param width columns of the file's image as displayed
 * @param height rows of the file's image as displayed
 * @param jpegQuality how coarsely a JPEG file is quantised, 1 to 100; null of other formats
 */
public record PreprocessedImage(
        RgbImage pixels,
        ImageFormat format,
        int width,
        int height,
        @Nullable Integer jpegQuality) {}
