package dev.tamis.vision.image;

import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGQTable;

/** How coarse a JPEG's quantisation is (ITU-T T.81, annexes B.2.4.1 and K.1). */
final class JpegTables {
    private static final int VALUES = 64;
    private static final int CLAMPED = 255;
    private static final int[] STANDARD =
            Arrays.stream(JPEGQTable.K1Luminance.getTable()).sorted().toArray();

    private JpegTables() {}

    /**
     * The quality at which the encoder of the Independent JPEG Group writes a table as coarse as the first of a segment, 1 to
     * 100: the inverse of {@code jpeg_set_quality}, by the sum of those values that have not reached their limit. The values are
     * held against those of the standard by their size, which leaves the order in the file out of account.
     *
     * @param at position of a quantisation table's segment behind its length
     * @param length bytes of the segment from there on
     */
    static int quality(FileBytes file, long at, int length) throws UnreadableImageException {
        int valueBytes = file.u8(at) >> 4 == 0 ? 1 : 2;
        if (length < 1 + valueBytes * VALUES) {
            throw file.corrupt("a quantisation table of %d bytes at %d".formatted(length, at));
        }
        int[] table = new int[VALUES];
        for (int i = 0; i < VALUES; i++) {
            table[i] = valueBytes == 1 ? file.u8(at + 1 + i) : file.u16be(at + 1 + 2L * i);
        }
        Arrays.sort(table);
        long sum = 0;
        long standard = 0;
        for (int i = 0; i < VALUES && table[i] < CLAMPED; i++) {
            sum += table[i];
            standard += STANDARD[i];
        }
        double percent = standard == 0 ? Double.POSITIVE_INFINITY : 100.0 * sum / standard;
        double quality = percent <= 100 ? 100 - percent / 2 : 5000 / percent;
        return (int) Math.max(1, Math.min(100, Math.round(quality)));
    }
}
