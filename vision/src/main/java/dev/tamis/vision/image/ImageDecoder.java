package dev.tamis.vision.image;

import dev.tamis.vision.image.UnreadableImageException.Reason;

/**
 * Decodes image files within limits, upright, to 8-bit RGB. Immutable; threads may share one.
 *
 * <p>Large images are reduced while they are decoded, to 1/2, 1/4 or 1/8 of each side: JPEG by the cosine transform, the
 * others by the mean of each block of pixels. Transparency is laid over white. Colour profiles are not applied: all
 * values are taken for sRGB.
 */
public final class ImageDecoder {
    private final DecodeLimits limits;

    public ImageDecoder(DecodeLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a file.
     *
     * @param file the file's bytes
     * @param atLeast the shortest side that the caller needs, in pixels; the image is reduced as far as both its sides
     *     stay that long, and never enlarged
     * @throws UnreadableImageException where the file cannot be decoded within the limits
     */
    public DecodedImage decode(byte[] file, int atLeast) throws UnreadableImageException {
        ImageHeader header = readHeader(file);
        Reduction reduction = Reduction.leaving(header.storedWidth(), header.storedHeight(), atLeast);
        RgbImage stored = switch (header.format()) {
            case JPEG -> JpegDecoder.decode(file, header, reduction);
            default -> throw new IllegalStateException();
        };
        return new DecodedImage(header, header.orientation().apply(stored));
    }

    /** Reads a file's header and checks the limits, before a pixel is allocated. */
    private ImageHeader readHeader(byte[] file) throws UnreadableImageException {
        if (file.length > limits.maxBytes()) {
            throw new UnreadableImageException(
                    Reason.TOO_MANY_BYTES,
                    "at most %d bytes expected, found %d".formatted(limits.maxBytes(), file.length));
        }
        ImageHeader header = ImageHeader.read(file);
        if (header.weightedPixels() > limits.maxPixels()) {
            throw new UnreadableImageException(
                    Reason.TOO_MANY_PIXELS,
                    "at most %d pixels expected, found %d x %d (%s)"
                            .formatted(limits.maxPixels(), header.storedWidth(), header.storedHeight(), header.cost()));
        }
        return header;
    }
}
