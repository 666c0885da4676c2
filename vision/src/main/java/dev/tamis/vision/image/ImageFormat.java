package dev.tamis.vision.image;

import dev.tamis.vision.image.UnreadableImageException.Reason;

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
            if (format.signs(new FileBytes(file, format))) {
                return format;
            }
        }
        throw new UnreadableImageException(
                Reason.UNKNOWN_FORMAT, "the first bytes are those of no JPEG, PNG, GIF, BMP or WebP file");
    }

    private boolean signs(FileBytes file) {
        return switch (this) {
            case JPEG -> file.has(0, "\u00ff\u00d8\u00ff");
            case PNG -> file.has(0, "\u0089PNG\r\n\u001a\n");
            case GIF -> file.has(0, "GIF87a") || file.has(0, "GIF89a");
            case BMP -> file.has(0, "BM");
            case WEBP -> file.has(0, "RIFF") && file.has(8, "WEBP");
        };
    }
}
