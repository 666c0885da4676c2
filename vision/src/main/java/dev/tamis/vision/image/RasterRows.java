package dev.tamis.vision.image;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The rows of a Java image, read from its raster: {@link BufferedImage#getRGB} would send grey through a linear colour
 * space, which turns 128 into 188. A sample of any depth is scaled to 8 bits and rounded.
 */
final class RasterRows implements RgbRows {
    private static final int MAX = 255;

    private final Raster raster;
    private final int bands;
    private final int[] depths;
    private final int[] samples;
    private final int[] palette;

    RasterRows(BufferedImage image) {
        this.raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        this.bands = raster.getNumBands();
        this.depths = colours.getComponentSize();
        this.samples = new int[bands * raster.getWidth()];
        this.palette = colours instanceof IndexColorModel indexed ? palette(indexed) : new int[0];
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void copy(int row, byte[] rgb, int at) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + row, width(), 1, samples);
        if (palette.length > 0) {
            copyIndexed(rgb, at);
        } else {
            copyDirect(rgb, at);
        }
    }

    private void copyIndexed(byte[] rgb, int start) {
        int to = start;
        for (int index : samples) {
            int colour = palette[index];
            rgb[to++] = (byte) (colour >> 16);
            rgb[to++] = (byte) (colour >> 8);
            rgb[to++] = (byte) colour;
        }
    }

    /** One or two samples a pixel are grey, three or four are red, green and blue; the second or fourth is opacity. */
    private void copyDirect(byte[] rgb, int start) {
        int colourBands = bands < CHANNELS ? 1 : CHANNELS;
        boolean transparent = bands > colourBands;
        int to = start;
        for (int from = 0; from < samples.length; from += bands) {
            int opacity = transparent ? sample(from, colourBands) : MAX;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int value = sample(from, Math.min(channel, colourBands - 1));
                rgb[to++] = (byte) RgbRows.overWhite(value, opacity);
            }
        }
    }

    private int sample(int pixel, int band) {
        int max = (1 << depths[band]) - 1;
        return max == MAX ? samples[pixel + band] : (samples[pixel + band] * MAX + max / 2) / max;
    }

    /** The colours of all indices that a byte can hold, over white; those beyond the palette are black. */
    private static int[] palette(IndexColorModel indexed) {
        int[] palette = new int[Math.max(MAX + 1, indexed.getMapSize())];
        for (int i = 0; i < indexed.getMapSize(); i++) {
            int opacity = indexed.getAlpha(i);
            palette[i] = RgbRows.overWhite(indexed.getRed(i), opacity) << 16
                    | RgbRows.overWhite(indexed.getGreen(i), opacity) << 8
                    | RgbRows.overWhite(indexed.getBlue(i), opacity);
        }
        return palette;
    }
}
