package dev.tamis.vision.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as PNG files. */
public final class PngEncoder {
    private PngEncoder() {}

    /** A PNG file of the image, 8 bits a channel. */
    public static byte[] encode(RgbImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            if (!ImageIO.write(view(image), "png", out)) {
                throw new IllegalStateException("this JDK has no writer of PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return file.toByteArray();
    }

    /** The image as Java's, on the same array. */
    private static BufferedImage view(RgbImage image) {
        int pixelStride = RgbImage.CHANNELS;
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(image.rgb(), image.rgb().length),
                image.width(),
                image.height(),
                pixelStride * image.width(),
                pixelStride,
                new int[] {0, 1, 2},
                null);
        ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        ComponentColorModel colours =
                new ComponentColorModel(srgb, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }
}
