package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import dev.tamis.vision.image.MetadataBlock.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chunks of a WebP file (RFC 9649, section 2) and makes a file of its first image alone: without colour profile
 * and metadata, and without the container of an animation, which libwebp's plain decoder does not read.
 */
final class WebpParser {
    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int EXTENDED_CHUNK_BYTES = 18;
    private static final int FRAME_HEADER_BYTES = 16;
    private static final int ALPHA_FLAG = 0x10;
    private static final int LOSSY_HEADER_BYTES = 10;
    private static final int LOSSY_SIZE_MASK = 0x3fff;
    private static final String START_CODE = "\u009d\u0001*";
    private static final int LOSSLESS_SIGNATURE = 0x2f;
    private static final String EXIF = "Exif\0\0";

    private final FileBytes file;
    private final MetadataBlocks metadata = new MetadataBlocks();
    private Orientation orientation = Orientation.UPRIGHT;
    private @Nullable Placement canvas;
    private @Nullable ByteBuffer alpha;
    private @Nullable ByteBuffer pixels;
    private int left;
    private int top;
    private int width;
    private int height;

    private WebpParser(FileBytes file) {
        this.file = file;
    }

    /** Reads a file that starts as a WebP does. */
    static ImageFile read(FileBytes file) throws UnreadableImageException {
        WebpParser parser = new WebpParser(file);
        parser.walk();
        return parser.toFile();
    }

    /** The chunks of a frame are walked as if they stood beside its header, so that nothing nests. */
    private void walk() throws UnreadableImageException {
        long end = CHUNK_HEADER_BYTES + file.u32le(4);
        long at = RIFF_HEADER_BYTES;
        while (at + CHUNK_HEADER_BYTES <= end) {
            String type = file.text(at, 4);
            long content = at + CHUNK_HEADER_BYTES;
            long next = content + file.u32le(at + 4);
            if (next > end) {
                throw file.corrupt("the chunk at %d ends behind the file".formatted(at));
            }
            next = Math.min(end, next + (next & 1));
            readChunk(type, at, next);
            file.require(at, next - at);
            at = type.equals("ANMF") ? content + FRAME_HEADER_BYTES : next;
        }
    }

    private void readChunk(String type, long at, long next) throws UnreadableImageException {
        long content = at + CHUNK_HEADER_BYTES;
        switch (type) {
            case "VP8X" -> {
                canvas = Placement.filling(file.u24le(content + 4) + 1, file.u24le(content + 7) + 1);
                file.requireSize(canvas.width(), canvas.height(), PixelCost.WHOLE);
            }
            case "EXIF" -> {
                file.require(at, next - at);
                int skipped = file.has(content, EXIF) ? EXIF.length() : 0;
                orientation = ExifBlock.orientation(file, (int) content + skipped, (int) (next - content) - skipped);
                metadata.add(Kind.EXIF, file.slice(Math.min(content + skipped, next), next));
            }
            case "XMP " -> metadata.add(Kind.XMP, file.slice(content, next));
            case "C2PA" -> metadata.add(Kind.C2PA, file.slice(content, next));
            default -> {
                if (pixels == null) {
                    readFirstImage(type, at, next);
                }
            }
        }
    }

    private void readFirstImage(String type, long at, long next) throws UnreadableImageException {
        long content = at + CHUNK_HEADER_BYTES;
        switch (type) {
            case "ANMF" -> {
                left = 2 * file.u24le(content);
                top = 2 * file.u24le(content + 3);
            }
            case "ALPH" -> alpha = file.slice(at, next);
            case "VP8 " -> {
                readLossySize(content);
                pixels = file.slice(at, next);
            }
            case "VP8L" -> {
                readLosslessSize(content);
                alpha = null;
                pixels = file.slice(at, next);
            }
            default -> {
                // Profiles, text and what later versions add: nothing that the pixels need.
            }
        }
    }

    /** RFC 6386, section 9.1. */
    private void readLossySize(long content) throws UnreadableImageException {
        file.require(content, LOSSY_HEADER_BYTES);
        boolean keyFrame = (file.u8(content) & 1) == 0;
        if (!keyFrame || !file.has(content + 3, START_CODE)) {
            throw file.corrupt("no key frame at " + content);
        }
        width = file.u16le(content + 6) & LOSSY_SIZE_MASK;
        height = file.u16le(content + 8) & LOSSY_SIZE_MASK;
        file.requireSize(width, height, PixelCost.WHOLE);
    }

    /** RFC 9649, section 3.4. */
    private void readLosslessSize(long content) throws UnreadableImageException {
        if (file.u8(content) != LOSSLESS_SIGNATURE) {
            throw file.corrupt("no lossless image at " + content);
        }
        long bits = file.u32le(content + 1);
        width = (int) (bits & 0x3fff) + 1;
        height = (int) (bits >> 14 & 0x3fff) + 1;
        file.requireSize(width, height, PixelCost.WHOLE);
    }

    private ImageFile toFile() throws UnreadableImageException {
        if (pixels == null) {
            throw file.corrupt("no image");
        }
        Placement declared = canvas == null ? Placement.filling(width, height) : canvas;
        if (left + width > declared.width() || top + height > declared.height()) {
            throw file.corrupt("an image of %d x %d pixels on a canvas of %d x %d"
                    .formatted(width, height, declared.width(), declared.height()));
        }
        ImageHeader header =
                new ImageHeader(ImageFormat.WEBP, declared.width(), declared.height(), orientation, PixelCost.WHOLE);
        Placement placement = new Placement(declared.width(), declared.height(), left, top);
        return new ImageFile(header, placement, stillImage(pixels), metadata.all());
    }

    private List<ByteBuffer> stillImage(ByteBuffer image) {
        if (alpha == null) {
            return List.of(riffHeader(image.remaining()), image);
        }
        int bytes = EXTENDED_CHUNK_BYTES + alpha.remaining() + image.remaining();
        return List.of(riffHeader(bytes), extendedChunk(), alpha, image);
    }

    private static ByteBuffer riffHeader(int chunkBytes) {
        return ByteBuffer.allocate(RIFF_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(4 + chunkBytes)
                .put(ascii("WEBP"))
                .flip();
    }

    /** A VP8X chunk that announces opacity and the image's own size as the canvas. */
    private ByteBuffer extendedChunk() {
        return ByteBuffer.allocate(EXTENDED_CHUNK_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("VP8X"))
                .putInt(EXTENDED_CHUNK_BYTES - CHUNK_HEADER_BYTES)
                .putInt(ALPHA_FLAG)
                .putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0)
                .flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
