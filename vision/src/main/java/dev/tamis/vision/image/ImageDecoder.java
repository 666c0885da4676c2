package dev.tamis.vision.image;

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
        ImageFile parsed = ImageFile.read(file, limits);
        ImageHeader header = parsed.header();
        Reduction reduction = Reduction.leaving(header.storedWidth(), header.storedHeight(), atLeast);
        RgbImage stored = switch (header.format()) {
            case JPEG -> LeptonicaDecoder.decodeJpeg(parsed, reduction);
            case WEBP -> LeptonicaDecoder.decodeWebp(parsed, reduction);
            case PNG, GIF, BMP -> ImageIoDecoder.decode(parsed, reduction);
        };
        return new DecodedImage(header, header.orientation().apply(stored), reduction.factor(), parsed.metadata());
    }
}
