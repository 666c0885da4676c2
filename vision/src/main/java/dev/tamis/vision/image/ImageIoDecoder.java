package dev.tamis.vision.image;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes PNG, GIF and BMP with the readers of the JDK. Threads may decode side by side. */
final class ImageIoDecoder {
    private ImageIoDecoder() {}

    static RgbImage decode(ImageFile file, Reduction reduction) throws UnreadableImageException {
        ImageFormat format = file.header().format();
        ImageReader reader = reader(format);
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            reader.setInput(input, true, true);
            BufferedImage image = format == ImageFormat.GIF ? GifRows.readAll(reader) : reader.read(0);
            return Canvas.paint(new RasterRows(image), file.placement(), reduction);
        } catch (IOException | RuntimeException e) {
            // The readers answer hostile bytes with exceptions of many kinds; none of them says more than this.
            throw unreadable(format, e);
        } finally {
            reader.dispose();
        }
    }

    /** The JDK's own reader: one that happens to be registered beside it would decode to other pixels. */
    private static ImageReader reader(ImageFormat format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("this JDK has no reader of " + format);
    }

    private static UnreadableImageException unreadable(ImageFormat format, Exception failure) {
        Reason reason = Reason.CORRUPT;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError error) {
                throw error;
            }
            if (cause instanceof EOFException) {
                reason = Reason.TRUNCATED;
            }
        }
        return new UnreadableImageException(reason, "%s: the decoder refused it: %s".formatted(format, failure));
    }
}
