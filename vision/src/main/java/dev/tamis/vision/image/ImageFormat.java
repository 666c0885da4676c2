package dev.tamis.vision.image;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file format that Tamis decodes. */
public enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP;

    /**
     * The format that a file's first bytes declare; a name or a declared content type is never believed.
     *
     * @throws UnreadableImageException {@link Reason#EMPTY} or {@link Reason#UNKNOWN_FORMAT}
     */
    public static ImageFormat of(byte[] file) throws UnreadableImageException {
        if (file.length == 0) {
            throw new UnreadableImageException(Reason.EMPTY, "the file has no bytes");
        }
        for (ImageFormat format : values()) {
            if (format.signs(file)) {
                return format;
            }
        }
        throw new UnreadableImageException(
                Reason.UNKNOWN_FORMAT, "the first bytes are those of no JPEG, PNG, GIF, BMP or WebP file");
    }

    private boolean signs(byte[] file) {
        return switch (this) {
            case JPEG -> has(file, 0, "\u00ff\u00d8\u00ff");
            case PNG -> has(file, 0, "\u0089PNG\r\n\u001a\n");
            case GIF -> has(file, 0, "GIF87a") || has(file, 0, "GIF89a");
            case BMP -> has(file, 0, "BM");
            case WEBP -> has(file, 0, "RIFF") && has(file, 8, "WEBP");
        };
    }

    private static boolean has(byte[] file, int at, String text) {
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= at + expected.length
                && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
    }
}
