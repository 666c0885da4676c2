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
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as PNG files. */
public final class PngEncoder {
    private static final String TEXT_FORMAT = "javax_imageio_png_1.0";

    private PngEncoder() {}

    /** A PNG file of the image, 8 bits a channel. */
    public static byte[] encode(RgbImage image) {
        return encode(image, Map.of());
    }

    /**
     * A PNG file of the image, 8 bits a channel, that says something of itself.
     *
     * @param texts by keyword, as chunks of international text (W3C PNG, third edition, section 11.3.3.4); a keyword has 1 to 79
     *     letters of Latin-1
     */
    public static byte[] encode(RgbImage image, Map<String, String> texts) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            BufferedImage view = view(image);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(view), null);
            if (!texts.isEmpty()) {
                metadata.mergeTree(TEXT_FORMAT, textChunks(texts));
            }
            writer.setOutput(out);
            writer.write(new IIOImage(view, null, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static IIOMetadataNode textChunks(Map<String, String> texts) {
        IIOMetadataNode chunks = new IIOMetadataNode("iTXt");
        new TreeMap<>(texts).forEach((keyword, text) -> {
            IIOMetadataNode chunk = new IIOMetadataNode("iTXtEntry");
            chunk.setAttribute("keyword", keyword);
            chunk.setAttribute("compressionFlag", "FALSE");
            chunk.setAttribute("compressionMethod", "0");
            chunk.setAttribute("languageTag", "");
            chunk.setAttribute("translatedKeyword", "");
            chunk.setAttribute("text", text);
            chunks.appendChild(chunk);
        });
        IIOMetadataNode root = new IIOMetadataNode(TEXT_FORMAT);
        root.appendChild(chunks);
        return root;
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
