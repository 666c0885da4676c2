package dev.tamis.vision.image;

/** Decoded pixels, row by row, as 8-bit RGB with transparency laid over white. */
interface RgbRows {
    int WHITE = 255;

    int width();

    int height();

    /**
     * Writes a row.
     *
     * @param row from 0, the topmost; each is read once, in order
     * @param rgb receives three bytes a pixel
     * @param at where in {@code rgb} the row starts
     */
    void copy(int row, byte[] rgb, int at);

    /** A value of 0 to 255 laid over white with an opacity of 0 to 255, rounded. */
    static int overWhite(int value, int opacity) {
        return (value * opacity + WHITE * (255 - opacity) + 127) / 255;
    }
}
