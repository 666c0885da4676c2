package dev.tamis.vision.similarity;

import java.util.HexFormat;

/**
 * A PDQ hash: 256 bits, of which images that look alike have most in common.
 *
 * @param first bits 255 to 192, which the text form begins with
 * @param second bits 191 to 128
 * @param third bits 127 to 64
 * @param fourth bits 63 to 0
 */
public record PdqHash(long first, long second, long third, long fourth) {
    public static final int BITS = 256;

    /** Images whose hashes differ in no more bits are taken for the same, as PDQ's authors advise. */
    public static final int SAME = 31;

    private static final int DIGITS = 64;
    private static final int DIGITS_OF_A_PART = 16;

    /**
     * Reads the text form.
     *
     * @param text 64 hexadecimal digits, the highest bits first
     * @throws IllegalArgumentException where it is something else
     */
    public static PdqHash parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException("a PDQ hash has 64 hexadecimal digits, found " + text.length());
        }
        return new PdqHash(part(text, 0), part(text, 1), part(text, 2), part(text, 3));
    }

    private static long part(String text, int index) {
        return HexFormat.fromHexDigitsToLong(text, index * DIGITS_OF_A_PART, (index + 1) * DIGITS_OF_A_PART);
    }

    /** The bits in which two hashes differ, 0 to 256. About 128 for images that have nothing in common. */
    public int distance(PdqHash other) {
        return Long.bitCount(first ^ other.first)
                + Long.bitCount(second ^ other.second)
                + Long.bitCount(third ^ other.third)
                + Long.bitCount(fourth ^ other.fourth);
    }

    /** The text form: 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}
