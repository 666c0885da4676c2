package dev.tamis.vision.image;

import static org.bytedeco.leptonica.global.leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemWebP;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import org.bytedeco.leptonica.PIX;

/**
 * Decodes JPEG with libjpeg-turbo and WebP with libwebp, as Leptonica packs them. Threads may decode side by side.
 *
 * <p>A JPEG carries no checksum: damage that is still a valid code gives wrong pixels, here as in every decoder. libjpeg
 * writes a line about a damaged file to standard error, which nothing in Leptonica can silence.
 *
 * <p>Only arrays cross into native code, never a JavaCPP pointer with memory of its own, which JavaCPP would refuse
 * with an {@code OutOfMemoryError} in a process whose other native memory is large.
 */
final class LeptonicaDecoder {
    private static final int NO_COLOUR_MAP = 0;

    static {
        setMsgSeverity(L_SEVERITY_NONE);
    }

    private LeptonicaDecoder() {}

    /**
     * Decodes a JPEG: baseline and progressive; grey, YCbCr, RGB, CMYK and YCCK; reduced by the inverse cosine transform.
     *
     * @param file a file that {@link JpegParser} read, so that its end of image is known to be there
     */
    static RgbImage decodeJpeg(ImageFile file, Reduction reduction) throws UnreadableImageException {
        byte[] bytes = file.bytes();
        int[] damages = new int[1];
        PIX pix = pixReadMemJpeg(
                bytes, bytes.length, NO_COLOUR_MAP, reduction.factor(), damages, L_JPEG_CONTINUE_WITH_BAD_DATA);
        if (pix == null) {
            throw corrupt(ImageFormat.JPEG, "libjpeg refused it");
        }
        try {
            if (damages[0] > 0) {
                throw corrupt(ImageFormat.JPEG, "its data are damaged");
            }
            Placement reduced = Placement.filling(
                    reduction.of(file.placement().width()),
                    reduction.of(file.placement().height()));
            return Canvas.paint(new PixRows(pix), reduced, Reduction.NONE);
        } finally {
            pixDestroy(pix);
        }
    }

    /** Decodes a WebP file of one image, with or without loss. */
    static RgbImage decodeWebp(ImageFile file, Reduction reduction) throws UnreadableImageException {
        byte[] bytes = file.bytes();
        PIX pix = pixReadMemWebP(bytes, bytes.length);
        if (pix == null) {
            throw corrupt(ImageFormat.WEBP, "libwebp refused it");
        }
        try {
            return Canvas.paint(new PixRows(pix), file.placement(), reduction);
        } finally {
            pixDestroy(pix);
        }
    }

    private static UnreadableImageException corrupt(ImageFormat format, String detail) {
        return new UnreadableImageException(Reason.CORRUPT, format + ": " + detail);
    }
}
