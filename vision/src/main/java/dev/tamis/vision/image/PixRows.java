package dev.tamis.vision.image;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import java.nio.IntBuffer;
import org.bytedeco.leptonica.PIX;

/**
 * The rows of a Leptonica image of 8 bits (grey) or 32 bits (RGB, or RGBA where it has four samples) a pixel. Valid as
 * long as the image is.
 */
final class PixRows implements RgbRows {
    private static final int GREY_BITS = 8;
    private static final int COLOUR_BITS = 32;
    private static final int RGBA_SAMPLES = 4;
    private static final int OPAQUE = 255;

    private final int width;
    private final int height;
    private final int bits;
    private final boolean transparent;
    private final IntBuffer words;
    private final int[] row;

    PixRows(PIX pix) {
        this.width = pix.w();
        this.height = pix.h();
        this.bits = pix.d();
        if (bits != GREY_BITS && bits != COLOUR_BITS) {
            throw new IllegalStateException("8 or 32 bits a pixel expected of Leptonica, found " + bits);
        }
        this.transparent = pix.spp() == RGBA_SAMPLES;
        this.row = new int[pix.wpl()];
        this.words = pix.data().capacity((long) row.length * height).asBuffer();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void copy(int y, byte[] rgb, int at) {
        words.get(y * row.length, row);
        if (bits == GREY_BITS) {
            copyGrey(rgb, at);
        } else if (transparent) {
            copyTransparent(rgb, at);
        } else {
            copyColour(rgb, at);
        }
    }

    /** A word holds four pixels, the leftmost in its highest byte. */
    private void copyGrey(byte[] rgb, int start) {
        int to = start;
        for (int x = 0; x < width; x++) {
            byte grey = (byte) (row[x >> 2] >> (24 - 8 * (x & 3)));
            rgb[to++] = grey;
            rgb[to++] = grey;
            rgb[to++] = grey;
        }
    }

    /** A word holds one pixel, red in its highest byte. */
    private void copyColour(byte[] rgb, int start) {
        int to = start;
        for (int x = 0; x < width; x++) {
            rgb[to++] = (byte) (row[x] >> 24);
            rgb[to++] = (byte) (row[x] >> 16);
            rgb[to++] = (byte) (row[x] >> 8);
        }
    }

    /** A word holds one pixel, opacity in its lowest byte. */
    private void copyTransparent(byte[] rgb, int start) {
        copyColour(rgb, start);
        for (int x = 0; x < width; x++) {
            int opacity = row[x] & 0xff;
            if (opacity != OPAQUE) {
                for (int i = start + CHANNELS * x; i < start + CHANNELS * (x + 1); i++) {
                    rgb[i] = (byte) RgbRows.overWhite(rgb[i] & 0xff, opacity);
                }
            }
        }
    }
}
