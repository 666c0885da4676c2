package dev.tamis.vision.image;

import static org.bytedeco.leptonica.global.leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.nio.IntBuffer;
import org.bytedeco.leptonica.PIX;

/**
 * Decodes JPEG with libjpeg-turbo, as Leptonica packs it: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK,
 * reduced during the inverse cosine transform. Threads may decode side by side.
 *
 * <p>Only arrays cross into native code, never a JavaCPP pointer with memory of its own, which JavaCPP would refuse
 * with an {@code OutOfMemoryError} in a process whose other native memory is large.
 */
final class JpegDecoder {
    private static final int GREY_BITS = 8;
    private static final int COLOUR_BITS = 32;

    static {
        setMsgSeverity(L_SEVERITY_NONE);
    }

    private JpegDecoder() {}

    /**
     * Decodes the stored pixels.
     *
     * @param header the file's header, whose structure has been walked to its end
     */
    static RgbImage decode(byte[] file, ImageHeader header, Reduction reduction) throws UnreadableImageException {
        int[] warnings = new int[1];
        PIX pix = pixReadMemJpeg(file, file.length, 0, reduction.factor(), warnings, L_JPEG_CONTINUE_WITH_BAD_DATA);
        if (pix == null) {
            throw corrupt("the decoder refused it");
        }
        try {
            if (warnings[0] > 0) {
                throw corrupt("%d damaged places in its data".formatted(warnings[0]));
            }
            return toRgb(pix, reduction.of(header.storedWidth()), reduction.of(header.storedHeight()));
        } finally {
            pixDestroy(pix);
        }
    }

    private static RgbImage toRgb(PIX pix, int width, int height) throws UnreadableImageException {
        if (pix.w() != width || pix.h() != height) {
            throw corrupt("%d x %d pixels expected, found %d x %d".formatted(width, height, pix.w(), pix.h()));
        }
        int bits = pix.d();
        if (bits != GREY_BITS && bits != COLOUR_BITS) {
            throw new IllegalStateException("Leptonica gave a JPEG of " + bits + " bits a pixel; 8 or 32 expected");
        }
        int wordsPerRow = pix.wpl();
        IntBuffer words = pix.data().capacity((long) wordsPerRow * height).asBuffer();
        int[] row = new int[wordsPerRow];
        byte[] rgb = new byte[Math.multiplyExact(RgbImage.CHANNELS, Math.multiplyExact(width, height))];
        for (int y = 0, to = 0; y < height; y++, to += RgbImage.CHANNELS * width) {
            words.get(row);
            if (bits == COLOUR_BITS) {
                copyColour(row, width, rgb, to);
            } else {
                copyGrey(row, width, rgb, to);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** A word holds one pixel, red in its highest byte. */
    private static void copyColour(int[] row, int width, byte[] rgb, int start) {
        int to = start;
        for (int x = 0; x < width; x++) {
            rgb[to++] = (byte) (row[x] >> 24);
            rgb[to++] = (byte) (row[x] >> 16);
            rgb[to++] = (byte) (row[x] >> 8);
        }
    }

    /** A word holds four pixels, the leftmost in its highest byte. */
    private static void copyGrey(int[] row, int width, byte[] rgb, int start) {
        int to = start;
        for (int x = 0; x < width; x++) {
            byte grey = (byte) (row[x >> 2] >> (24 - 8 * (x & 3)));
            rgb[to++] = grey;
            rgb[to++] = grey;
            rgb[to++] = grey;
        }
    }

    private static UnreadableImageException corrupt(String detail) {
        return new UnreadableImageException(Reason.CORRUPT, "JPEG: " + detail);
    }
}
