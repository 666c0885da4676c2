package dev.tamis.vision.image;

import java.nio.ByteBuffer;

/**
 * What a file carries beside its pixels, unread.
 *
 * @param bytes the block, without what names it in its file; shares the file's bytes
 */
public record MetadataBlock(Kind kind, ByteBuffer bytes) {
    /** What a block holds. */
    public enum Kind {
        /** A TIFF structure that begins with its byte order (CIPA DC-008). */
        EXIF,
        /** An XMP packet (ISO 16684-1). */
        XMP,
        /** A C2PA manifest store: a JUMBF box (ISO 19566-5). */
        C2PA,
        /** The content of a PNG tEXt chunk. */
        PNG_TEXT,
        /** The content of a PNG zTXt chunk. */
        PNG_COMPRESSED_TEXT,
        /** The content of a PNG iTXt chunk. */
        PNG_INTERNATIONAL_TEXT
    }

    /** A copy of the bytes. */
    public byte[] copy() {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
