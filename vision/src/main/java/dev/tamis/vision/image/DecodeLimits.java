package dev.tamis.vision.image;

import java.io.Serializable;

/**
 * What an image file may cost. Both limits are checked before a pixel is allocated.
 *
 * @param maxBytes largest file, in bytes
 * @param maxPixels largest width times height that a header may declare; half of it where an image must be decoded as a
 *     whole, which is all but JPEG of one scan. A decoding thread then needs at most {@code 4 x maxPixels} bytes for
 *     pixels, {@code 6 x maxPixels} for an image so long and narrow that it cannot be reduced, and three times the file
 */
public record DecodeLimits(long maxBytes, long maxPixels) implements Serializable {
    /** What one array of RGB can hold. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / RgbImage.CHANNELS;

    /** 32 MiB and 50 megapixels, what the cameras of telephones write: at most 200 to 300 MB a decoding thread. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(32L << 20, 50_000_000);

    public DecodeLimits {
        if (maxBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: %d bytes, %d pixels".formatted(maxBytes, maxPixels));
        }
        if (maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "at most %d pixels can be decoded, not %d".formatted(MOST_PIXELS, maxPixels));
        }
    }
}
