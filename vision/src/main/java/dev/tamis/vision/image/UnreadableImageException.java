package dev.tamis.vision.image;

/** An image file could not be decoded: a property of the file, to be answered with a rejection, never with a restart. */
public final class UnreadableImageException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a file could not be decoded. */
    public enum Reason {
        /** The file has no bytes. */
        EMPTY,
        /** The file is larger than {@link DecodeLimits#maxBytes}. */
        TOO_MANY_BYTES,
        /** The header declares more pixels than {@link DecodeLimits#maxPixels}. */
        TOO_MANY_PIXELS,
        /** The first bytes are those of none of the {@linkplain ImageFormat formats}. */
        UNKNOWN_FORMAT,
        /** The file ends before its image does. */
        TRUNCATED,
        /** The file breaks its format. */
        CORRUPT,
        /** A valid file that uses a feature which is not decoded. */
        UNSUPPORTED
    }

    private final Reason reason;

    /**
     * @param detail one sentence: what was expected and what was found; nothing of the file's content
     */
    public UnreadableImageException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
