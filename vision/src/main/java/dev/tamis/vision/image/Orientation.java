package dev.tamis.vision.image;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

/**
 * How the stored pixels of a file are turned to be displayed: the eight values of EXIF tag 0x0112 (CIPA DC-008, 4.6.5.A).
 * The names say what {@link #apply} does.
 */
public enum Orientation {
    UPRIGHT,
    MIRROR,
    ROTATE_180,
    FLIP,
    TRANSPOSE,
    ROTATE_90,
    TRANSVERSE,
    ROTATE_270;

    /** The orientation of an EXIF value; a value that EXIF does not define is {@link #UPRIGHT}, as viewers read it. */
    static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Whether rows become columns, so that width and height change places. */
    public boolean swapsSides() {
        return switch (this) {
            case UPRIGHT, MIRROR, ROTATE_180, FLIP -> false;
            case TRANSPOSE, ROTATE_90, TRANSVERSE, ROTATE_270 -> true;
        };
    }

    /** Whether a displayed row runs against the stored row or column that it comes from. */
    public boolean mirrorsColumns() {
        return switch (this) {
            case UPRIGHT, FLIP, TRANSPOSE, ROTATE_270 -> false;
            case MIRROR, ROTATE_180, ROTATE_90, TRANSVERSE -> true;
        };
    }

    /** Whether a displayed column runs against the stored column or row that it comes from. */
    public boolean mirrorsRows() {
        return switch (this) {
            case UPRIGHT, MIRROR, TRANSPOSE, ROTATE_90 -> false;
            case FLIP, ROTATE_180, TRANSVERSE, ROTATE_270 -> true;
        };
    }

    /** Turns stored pixels into displayed pixels. */
    RgbImage apply(RgbImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapsSides() ? stored.height() : stored.width();
        int height = swapsSides() ? stored.width() : stored.height();
        byte[] turned = new byte[stored.rgb().length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(stored.rgb(), CHANNELS * source(x, y, stored), turned, to, CHANNELS);
                to += CHANNELS;
            }
        }
        return new RgbImage(width, height, turned);
    }

    /** Index of the stored pixel that is displayed at column x of row y. */
    private int source(int x, int y, RgbImage stored) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        return switch (this) {
            case UPRIGHT -> y * stored.width() + x;
            case MIRROR -> y * stored.width() + right - x;
            case ROTATE_180 -> (bottom - y) * stored.width() + right - x;
            case FLIP -> (bottom - y) * stored.width() + x;
            case TRANSPOSE -> x * stored.width() + y;
            case ROTATE_90 -> (bottom - x) * stored.width() + y;
            case TRANSVERSE -> (bottom - x) * stored.width() + right - y;
            case ROTATE_270 -> x * stored.width() + right - y;
        };
    }
}
