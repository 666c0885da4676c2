package dev.tamis.vision.image;

import java.io.Serializable;

/**
 * What an image file may cost. Both limits are checked before a pixel is allocated.
 *
 * @param maxBytes largest file, in bytes
 * @param maxPixels largest width times height that a header may declare
 */
public record DecodeLimits(long maxBytes, long maxPixels) implements Serializable {
    /** 32 MiB and 50 megapixels: more than the cameras of telephones write. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(32L << 20, 50_000_000);

    public DecodeLimits {
        if (maxBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: %d bytes, %d pixels".formatted(maxBytes, maxPixels));
        }
    }
}
