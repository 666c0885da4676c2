package dev.tamis.training.dataset;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** A number drawn for a file by its content, so that copies of it always meet the same fate. */
public final class ContentDraw {
    private static final int HASH_DIGITS = 16; // of 64 bits

    private ContentDraw() {}

    /**
     * The same number for the same content and seed.
     *
     * @param sha256 of the file, hexadecimal
     * @return from 0 to 1, without 1
     */
    public static double of(String sha256, long seed) {
        long content = HexFormat.fromHexDigitsToLong(sha256, 0, HASH_DIGITS);
        return new SplittableRandom(content ^ seed).nextDouble();
    }
}
