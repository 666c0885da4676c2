package dev.tamis.generator.paint;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Images as the bytes of a file, written by the JDK: the same bytes on the same JDK. A quality of JPEG runs from 0 to 1.
 */
public final class ImageFiles {
    private ImageFiles() {}

    public static byte[] jpeg(BufferedImage image, float quality) {
        return write("jpeg", image(image), parameters -> compress(parameters, quality));
    }

    public static byte[] progressiveJpeg(BufferedImage image, float quality) {
        return write("jpeg", image(image), parameters -> {
            compress(parameters, quality);
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        });
    }

    /** A JPEG of four inks, as Adobe's programs write it for print: no transform, inks inverted. */
    public static byte[] cmykJpeg(BufferedImage image, float quality) {
        IIOImage inks = new IIOImage(PixelTypes.invertedInks(image), null, null);
        return JpegSegments.withAdobeMarker(write("jpeg", inks, parameters -> compress(parameters, quality)));
    }

    /** A PNG; its colour type is the image's own. */
    public static byte[] png(BufferedImage image) {
        return write("png", image(image), parameters -> {});
    }

    /** A PNG in the seven passes of Adam7. */
    public static byte[] interlacedPng(BufferedImage image) {
        return write("png", image(image), parameters -> parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    public static byte[] bmp(BufferedImage image) {
        return write("bmp", image(image), parameters -> {});
    }

    public static byte[] gif(BufferedImage image) {
        return write("gif", image(image), parameters -> {});
    }

    /** A GIF that shows its frames in a loop, twelve a second. */
    public static byte[] gif(Iterable<BufferedImage> frames) {
        return encode("gif", (writer, parameters) -> {
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, GifFrames.metadata(writer, frame)), parameters);
            }
            writer.endWriteSequence();
        });
    }

    private static IIOImage image(BufferedImage image) {
        return new IIOImage(image, null, null);
    }

    private static void compress(ImageWriteParam parameters, float quality) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
    }

    private static byte[] write(String format, IIOImage image, Consumer<ImageWriteParam> settings) {
        return encode(format, (writer, parameters) -> {
            settings.accept(parameters);
            writer.write(null, image, parameters);
        });
    }

    private static byte[] encode(String format, Encoding encoding) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            encoding.write(writer, writer.getDefaultWriteParam());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private interface Encoding {
        void write(ImageWriter writer, ImageWriteParam parameters) throws IOException;
    }
}
