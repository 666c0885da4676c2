package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bounds-checked reading of an image file's bytes: a read past the end says that the file is {@link Reason#TRUNCATED}.
 *
 * <p>Positions are {@code long}, so that adding a length that a hostile file declares cannot overflow.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FileBytes(byte[] bytes, ImageFormat format, DecodeLimits limits) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;

    int length() {
        return bytes.length;
    }

    /** Requires {@code count} bytes from a position on. */
    void require(long at, long count) throws UnreadableImageException {
        if (at < 0 || count < 0 || at + count > bytes.length) {
            throw new UnreadableImageException(
                    Reason.TRUNCATED,
                    "%s: %d bytes expected at %d, the file ends at %d".formatted(format, count, at, bytes.length));
        }
    }

    /** Requires a size to be positive and within the limits; to be called as soon as a size is known. */
    void requireSize(long width, long height, PixelCost cost) throws UnreadableImageException {
        if (width < 1 || height < 1) {
            throw corrupt("%d x %d pixels".formatted(width, height));
        }
        long most = limits.maxPixels() / cost.weight();
        if (width > most / height) {
            throw new UnreadableImageException(
                    Reason.TOO_MANY_PIXELS,
                    "%s: at most %d pixels expected, found %d x %d".formatted(format, most, width, height));
        }
    }

    int u8(long at) throws UnreadableImageException {
        require(at, 1);
        return bytes[(int) at] & 0xff;
    }

    int u16be(long at) throws UnreadableImageException {
        return u8(at) << 8 | u8(at + 1);
    }

    int u16le(long at) throws UnreadableImageException {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24le(long at) throws UnreadableImageException {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32be(long at) throws UnreadableImageException {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(long at) throws UnreadableImageException {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /** Whether these Latin-1 characters stand at a position; false past the end. */
    boolean has(long at, String text) {
        if (at < 0 || at + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[(int) at + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The Latin-1 text of {@code count} bytes. */
    String text(long at, int count) throws UnreadableImageException {
        require(at, count);
        return new String(bytes, (int) at, count, StandardCharsets.ISO_8859_1);
    }

    /** Where a value of 0 to 255 comes first from a position on, or the end where it does not come before that. */
    int indexOf(int value, int from, int end) {
        long pattern = ONES * value;
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, at) ^ pattern;
            long zeros = difference - ONES & ~difference & HIGHS; // the lowest that it marks is one
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (at < end && (bytes[at] & 0xff) != value) {
            at++;
        }
        return at;
    }

    /** A view of the bytes from one position to another. */
    ByteBuffer slice(long from, long to) throws UnreadableImageException {
        require(from, to - from);
        return ByteBuffer.wrap(bytes, (int) from, (int) (to - from));
    }

    UnreadableImageException corrupt(String detail) {
        return new UnreadableImageException(Reason.CORRUPT, format + ": " + detail);
    }

    UnreadableImageException truncated(String detail) {
        return new UnreadableImageException(Reason.TRUNCATED, format + ": " + detail);
    }

    UnreadableImageException unsupported(String detail) {
        return new UnreadableImageException(Reason.UNSUPPORTED, format + ": " + detail);
    }
}
