package dev.tamis.vision.image;

import dev.tamis.vision.image.UnreadableImageException.Reason;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An image file whose structure has been read: what it declares, and the bytes that hold its first image.
 *
 * @param header what the file declares
 * @param placement where the first image stands on the canvas that the file declares
 * @param parts the bytes to decode: slices of the file without what may be left out (metadata, colour profiles, further
 *     images), and made-up headers where these need mending
 * @param metadata what the file carries beside its pixels
 */
record ImageFile(ImageHeader header, Placement placement, List<ByteBuffer> parts, List<MetadataBlock> metadata) {

    /** A file whose image fills its canvas. */
    ImageFile(ImageHeader header, List<ByteBuffer> parts, List<MetadataBlock> metadata) {
        this(header, Placement.filling(header.storedWidth(), header.storedHeight()), parts, metadata);
    }

    /**
     * Reads a file's structure without decoding it or allocating a pixel. A file that is too large is found here, and one
     * that ends before its first image does; all lengths and offsets that a file declares are checked against its end.
     */
    static ImageFile read(byte[] file, DecodeLimits limits) throws UnreadableImageException {
        if (file.length > limits.maxBytes()) {
            throw new UnreadableImageException(
                    Reason.TOO_MANY_BYTES,
                    "at most %d bytes expected, found %d".formatted(limits.maxBytes(), file.length));
        }
        ImageFormat format = ImageFormat.of(file);
        FileBytes bytes = new FileBytes(file, format, limits);
        return switch (format) {
            case JPEG -> JpegParser.read(bytes);
            case PNG -> PngParser.read(bytes);
            case GIF -> GifParser.read(bytes);
            case BMP -> BmpParser.read(bytes);
            case WEBP -> WebpParser.read(bytes);
        };
    }

    /** The parts in one array, which is that of the file where they are all of it, and is not to be changed. */
    byte[] bytes() {
        if (parts.size() == 1 && parts.get(0).remaining() == parts.get(0).array().length) {
            return parts.get(0).array();
        }
        byte[] joined = new byte[parts.stream().mapToInt(ByteBuffer::remaining).sum()];
        ByteBuffer target = ByteBuffer.wrap(joined);
        parts.forEach(part -> target.put(part.duplicate()));
        return joined;
    }
}
