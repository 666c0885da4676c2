package dev.tamis.vision.image;

/** How bright pixels are, by ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue, 0 to 255. */
public final class Luma {
    // In thousandths.
    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;
    private static final float THOUSAND = 1000;

    private Luma() {}

    /** The luma of every pixel, row by row from the top left. */
    public static float[] of(RgbImage image) {
        byte[] rgb = image.rgb();
        float[] luma = new float[rgb.length / RgbImage.CHANNELS];
        for (int i = 0; i < luma.length; i++) {
            int at = RgbImage.CHANNELS * i;
            luma[i] = (RED * (rgb[at] & 0xff) + GREEN * (rgb[at + 1] & 0xff) + BLUE * (rgb[at + 2] & 0xff)) / THOUSAND;
        }
        return luma;
    }
}
