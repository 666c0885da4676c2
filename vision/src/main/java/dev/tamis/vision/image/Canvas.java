package dev.tamis.vision.image;

import static dev.tamis.vision.image.RgbImage.CHANNELS;

import java.util.Arrays;

/**
 * Lays rows of pixels on a white canvas and reduces it by the mean of each block of pixels, rounded; a block at the right
 * or lower edge may be narrower. Holds one row at full size, never the full image.
 */
final class Canvas {
    private final RgbRows rows;
    private final Placement placement;
    private final Reduction reduction;
    private final int width;
    private final byte[] row;
    private final int[] sums;
    private final byte[] rgb;

    private Canvas(RgbRows rows, Placement placement, Reduction reduction) {
        this.rows = rows;
        this.placement = placement;
        this.reduction = reduction;
        this.width = reduction.of(placement.width());
        this.row = new byte[CHANNELS * placement.width()];
        this.sums = new int[CHANNELS * width];
        this.rgb = new byte[Math.multiplyExact(CHANNELS * width, reduction.of(placement.height()))];
    }

    static RgbImage paint(RgbRows rows, Placement placement, Reduction reduction) {
        Canvas canvas = new Canvas(rows, placement, reduction);
        if (reduction == Reduction.NONE) {
            canvas.paintWhole();
        } else {
            canvas.paintReduced();
        }
        return new RgbImage(canvas.width, reduction.of(placement.height()), canvas.rgb);
    }

    private void paintWhole() {
        Arrays.fill(rgb, (byte) RgbRows.WHITE);
        for (int y = 0; y < rows.height(); y++) {
            rows.copy(y, rgb, CHANNELS * ((placement.top() + y) * placement.width() + placement.left()));
        }
    }

    private void paintReduced() {
        int factor = reduction.factor();
        for (int y = 0; y < placement.height(); y++) {
            readRow(y - placement.top());
            addRow();
            int added = y % factor + 1;
            if (added == factor || y == placement.height() - 1) {
                flush(y / factor, added);
            }
        }
    }

    private void readRow(int y) {
        Arrays.fill(row, (byte) RgbRows.WHITE);
        if (y >= 0 && y < rows.height()) {
            rows.copy(y, row, CHANNELS * placement.left());
        }
    }

    /** Block by block: a division for each pixel took most of the time. */
    private void addRow() {
        int block = CHANNELS * reduction.factor();
        for (int from = 0, to = 0; from < row.length; from += block, to += CHANNELS) {
            int end = Math.min(row.length, from + block);
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int i = from; i < end; i += CHANNELS) {
                red += row[i] & 0xff;
                green += row[i + 1] & 0xff;
                blue += row[i + 2] & 0xff;
            }
            sums[to] += red;
            sums[to + 1] += green;
            sums[to + 2] += blue;
        }
    }

    private void flush(int y, int rowsAdded) {
        int factor = reduction.factor();
        int at = y * sums.length;
        for (int i = 0; i < sums.length; i++) {
            int columns = Math.min(factor, placement.width() - i / CHANNELS * factor);
            int pixels = columns * rowsAdded;
            rgb[at + i] = (byte) ((sums[i] + pixels / 2) / pixels);
        }
        Arrays.fill(sums, 0);
    }
}
