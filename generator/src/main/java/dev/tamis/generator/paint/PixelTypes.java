package dev.tamis.generator.paint;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Painted images in the pixel types that files can have. */
public final class PixelTypes {
    /** Steps of each channel in the palette: 6 x 6 x 6 colours. */
    private static final int LEVELS = 6;

    /** Thresholds of ordered dithering (Bayer 1973), in sixteenths. */
    private static final int[][] BAYER = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};

    private PixelTypes() {}

    /** One channel of 8 bits: luma by ITU-R BT.601. */
    public static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = grey.getRaster();
        eachPixel(
                image,
                (x, y, red, green, blue) ->
                        raster.setSample(x, y, 0, (299 * red + 587 * green + 114 * blue + 500) / 1000));
        return grey;
    }

    /** 216 colours, dithered. */
    public static BufferedImage palette(BufferedImage image) {
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, cube());
        WritableRaster raster = indexed.getRaster();
        eachPixel(image, (x, y, red, green, blue) -> {
            int threshold = BAYER[y % 4][x % 4];
            int index = (level(red, threshold) * LEVELS + level(green, threshold)) * LEVELS + level(blue, threshold);
            raster.setSample(x, y, 0, index);
        });
        return indexed;
    }

    /** Four channels of 16 bits, red, green, blue and an alpha that fades towards the lower edge. */
    public static BufferedImage deepWithAlpha(BufferedImage image) {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
        eachPixel(image, (x, y, red, green, blue) -> {
            int alpha = 0xffff - 0x8000 * y / image.getHeight();
            raster.setPixel(x, y, new int[] {red * 257, green * 257, blue * 257, alpha});
        });
        return new BufferedImage(model, raster, false, null);
    }

    /** Four channels of 8 bits: 255 minus cyan, magenta, yellow and black, with as much black as the colour allows. */
    static Raster invertedInks(BufferedImage image) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), 4, null);
        eachPixel(image, (x, y, red, green, blue) -> {
            int light = Math.max(1, Math.max(red, Math.max(green, blue)));
            raster.setPixel(x, y, new int[] {255 * red / light, 255 * green / light, 255 * blue / light, light});
        });
        return raster;
    }

    private static int level(int value, int threshold) {
        return (value * (LEVELS - 1) * 16 + threshold * 255) / (255 * 16);
    }

    private static IndexColorModel cube() {
        int[] colours = new int[LEVELS * LEVELS * LEVELS];
        for (int i = 0; i < colours.length; i++) {
            int step = 255 / (LEVELS - 1);
            colours[i] = (i / LEVELS / LEVELS * step) << 16 | (i / LEVELS % LEVELS * step) << 8 | i % LEVELS * step;
        }
        return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    private static void eachPixel(BufferedImage image, PixelSink sink) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                sink.accept(x, y, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            }
        }
    }

    private interface PixelSink {
        void accept(int x, int y, int red, int green, int blue);
    }
}
