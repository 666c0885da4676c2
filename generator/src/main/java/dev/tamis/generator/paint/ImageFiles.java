package dev.tamis.generator.paint;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as the bytes of a file, written by the JDK: the same bytes on the same JDK. */
public final class ImageFiles {
    private static final int GIF_DELAY_HUNDREDTHS = 8;

    private ImageFiles() {}

    /** A baseline JPEG. @param quality 0 to 1 */
    public static byte[] jpeg(BufferedImage image, float quality) {
        return write("jpeg", image, parameters -> {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
        });
    }
}
