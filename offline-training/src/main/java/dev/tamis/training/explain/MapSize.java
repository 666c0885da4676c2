package dev.tamis.training.explain;

import dev.tamis.vision.explain.Heatmap;

/**
 * The size of heat maps: that of the images that a network reads.
 *
 * @param width columns
 * @param height rows
 */
record MapSize(int width, int height) {
    private static final float SMALLEST_PEAK = 1e-12f;

    /** Number of pixels. */
    int pixels() {
        return width * height;
    }

    /**
     * Brings a layer's map to this size, bilinear with the centres of the pixels aligned, as ONNX's half_pixel does in an
     * exported detector, and divides it by its peak.
     *
     * @param map {@code rows x columns} values, none negative, row by row
     */
    Heatmap stretch(float[] map, int columns) {
        float[] stretched = new float[pixels()];
        int rows = map.length / columns;
        float peak = SMALLEST_PEAK;
        for (int i = 0; i < stretched.length; i++) {
            double y = place(i / width, height, rows);
            double x = place(i % width, width, columns);
            int top = (int) y * columns;
            int bottom = Math.min(rows - 1, (int) y + 1) * columns;
            stretched[i] = (float) ((1 - y % 1) * along(map, top, x, columns) + y % 1 * along(map, bottom, x, columns));
            peak = Math.max(peak, stretched[i]);
        }
        for (int i = 0; i < stretched.length; i++) {
            stretched[i] /= peak;
        }
        return new Heatmap(width, height, stretched);
    }

    /** Where the centre of a pixel lies among cells. */
    private static double place(int pixel, int pixels, int cells) {
        return Math.max(0, Math.min(cells - 1, (pixel + 0.5) * cells / pixels - 0.5));
    }

    /** The value between two cells of a row that starts at an index. */
    private static double along(float[] map, int row, double x, int columns) {
        int left = (int) x;
        int right = Math.min(columns - 1, left + 1);
        return (1 - x % 1) * map[row + left] + x % 1 * map[row + right];
    }
}
