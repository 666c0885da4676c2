package dev.tamis.vision.image;

import static org.bytedeco.leptonica.global.leptonica.lept_free;
import static org.bytedeco.leptonica.global.leptonica.pixCreateNoInit;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixWriteMemJpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.leptonica.PIX;

/**
 * Writes images as JPEG files with libjpeg-turbo, as Leptonica packs it: baseline, YCbCr with colour at half the resolution
 * (4:2:0), the quantisation tables of the standard scaled as the Independent JPEG Group does. Threads may encode side by side.
 */
public final class JpegEncoder {
    private static final int MAX_QUALITY = 100;
    private static final int MAX_SIDE = 65_500;
    private static final int BITS = 32;
    private static final int BASELINE = 0;

    private JpegEncoder() {}

    /**
     * A JPEG file of the image.
     *
     * @param image at most 65,500 pixels a side
     * @param quality 1 to 100
     */
    public static byte[] encode(RgbImage image, int quality) {
        if (quality < 1 || quality > MAX_QUALITY) {
            throw new IllegalArgumentException("a JPEG's quality is from 1 to 100: " + quality);
        }
        if (Math.max(image.width(), image.height()) > MAX_SIDE) {
            throw new IllegalArgumentException("a JPEG has at most " + MAX_SIDE + " pixels a side: " + image);
        }
        PIX pix = pixCreateNoInit(image.width(), image.height(), BITS);
        if (pix == null) {
            throw new IllegalStateException("no memory for " + image);
        }
        try {
            fill(pix, image);
            return write(pix, quality);
        } finally {
            pixDestroy(pix);
        }
    }

    /** A word holds one pixel, red in its highest byte; rows of 32 bits a pixel follow without gaps. */
    private static void fill(PIX pix, RgbImage image) {
        byte[] rgb = image.rgb();
        int[] words = new int[image.width() * image.height()];
        for (int i = 0, from = 0; i < words.length; i++, from += RgbImage.CHANNELS) {
            words[i] = (rgb[from] & 0xff) << 24 | (rgb[from + 1] & 0xff) << 16 | (rgb[from + 2] & 0xff) << 8;
        }
        IntBuffer target = pix.data().capacity(words.length).asBuffer();
        target.put(words);
    }

    /** As in {@link LeptonicaDecoder}, no JavaCPP pointer has memory of its own: the length comes back in Java's. */
    private static byte[] write(PIX pix, int quality) {
        ByteBuffer length = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        BytePointer file = new BytePointer((Pointer) null);
        try {
            if (pixWriteMemJpeg(file, new SizeTPointer(new Pointer(length)), pix, quality, BASELINE) != 0) {
                throw new IllegalStateException(
                        "libjpeg cannot write %d x %d pixels at quality %d".formatted(pix.w(), pix.h(), quality));
            }
            byte[] bytes = new byte[Math.toIntExact(length.getLong(0))];
            file.capacity(bytes.length).get(bytes);
            return bytes;
        } finally {
            lept_free(file);
        }
    }
}
