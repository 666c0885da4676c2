package dev.tamis.vision.image;

import java.util.stream.IntStream;
import javax.imageio.plugins.jpeg.JPEGQTable;

/** How coarse a JPEG's quantisation is (ITU-T T.81, annexes B.2.4.1 and K.1). */
final class JpegTables {
    private static final int VALUES = 64;
    private static final int STANDARD_SUM =
            IntStream.of(JPEGQTable.K1Luminance.getTable()).sum();

    private JpegTables() {}

    /**
     * The quality at which the encoder of the Independent JPEG Group writes tables as coarse as the first of a segment, 1 to
     * 100: the inverse of {@code jpeg_set_quality} on the tables' sums.
     *
     * @param at position of a quantisation table's segment behind its length
     * @param length bytes of the segment from there on
     */
    static int quality(FileBytes file, long at, int length) throws UnreadableImageException {
        boolean wide = file.u8(at) >> 4 != 0;
        if (length < 1 + (wide ? 2 : 1) * VALUES) {
            throw file.corrupt("a quantisation table of %d bytes at %d".formatted(length, at));
        }
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += wide ? file.u16be(at + 1 + 2L * i) : file.u8(at + 1 + i);
        }
        double percent = 100.0 * sum / STANDARD_SUM;
        double quality = percent <= 100 ? 100 - percent / 2 : 5000 / percent;
        return (int) Math.max(1, Math.min(100, Math.round(quality)));
    }
}
