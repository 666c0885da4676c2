package dev.tamis.training.dataset.describe;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one size in rows on white, each pixel enlarged to a square.
 *
 * @param side of an image, in pixels
 * @param scale of the enlargement
 */
record ContactSheet(int side, int scale) {
    private static final int GAP = 4;
    private static final byte WHITE = (byte) 255;

    /** Lays rows out from the top left; they may have different lengths. */
    RgbImage of(List<List<RgbImage>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        int width = GAP + columns * cell();
        byte[] rgb = new byte[RgbImage.CHANNELS * width * (GAP + rows.size() * cell())];
        Arrays.fill(rgb, WHITE);
        RgbImage sheet = new RgbImage(width, GAP + rows.size() * cell(), rgb);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                paste(rows.get(row).get(column), sheet, GAP + column * cell(), GAP + row * cell());
            }
        }
        return sheet;
    }

    private int cell() {
        return side * scale + GAP;
    }

    private void paste(RgbImage image, RgbImage sheet, int left, int top) {
        RgbImage large = Resampler.resize(image, side * scale, side * scale, ResamplingFilter.NEAREST);
        int line = RgbImage.CHANNELS * large.width();
        for (int y = 0; y < large.height(); y++) {
            int to = RgbImage.CHANNELS * ((top + y) * sheet.width() + left);
            System.arraycopy(large.rgb(), y * line, sheet.rgb(), to, line);
        }
    }
}
