package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import dev.tamis.vision.image.MetadataBlock.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Walks the blocks of a GIF file to the end of its first image (GIF89a specification, sections 17 to 27). The frames after
 * it are left out.
 */
final class GifParser {
    private static final int LOGICAL_SCREEN = 6;
    private static final int BLOCKS = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final byte TRAILER = 0x3b;
    private static final int DESCRIPTOR_BYTES = 10;
    private static final int CODE_SIZE_BYTES = 1;

    private static final int APPLICATION = 0xff;
    private static final int APPLICATION_NAME_BYTES = 11;

    /** Ends an XMP packet, which stands in a GIF as it is and not in blocks: every byte of it leads to its end. */
    private static final int XMP_TRAILER_BYTES = 258;

    private final FileBytes file;
    private final MetadataBlocks metadata = new MetadataBlocks();

    private GifParser(FileBytes file) {
        this.file = file;
    }

    /** Reads a file that starts as a GIF does. */
    static ImageFile read(FileBytes file) throws UnreadableImageException {
        return new GifParser(file).read();
    }

    private ImageFile read() throws UnreadableImageException {
        long at = BLOCKS + colourTableBytes(file.u8(LOGICAL_SCREEN + 4));
        while (file.u8(at) == EXTENSION) {
            long next = afterSubBlocks(at + 2);
            readExtension(at, next);
            at = next;
        }
        if (file.u8(at) != IMAGE) {
            throw file.corrupt("an image expected at %d, found block %#x".formatted(at, file.u8(at)));
        }
        Placement placement = placement(at + 1);
        int flags = file.u8(at + DESCRIPTOR_BYTES - 1);
        long end = afterSubBlocks(at + DESCRIPTOR_BYTES + colourTableBytes(flags) + CODE_SIZE_BYTES);
        ImageHeader header = new ImageHeader(
                ImageFormat.GIF, placement.width(), placement.height(), Orientation.UPRIGHT, PixelCost.WHOLE);
        return new ImageFile(
                header, placement, List.of(file.slice(0, end), ByteBuffer.wrap(new byte[] {TRAILER})), metadata.all());
    }

    /** The logical screen and the image on it; like in browsers, the screen grows to hold its first image. */
    private Placement placement(long descriptor) throws UnreadableImageException {
        int left = file.u16le(descriptor);
        int top = file.u16le(descriptor + 2);
        int width = file.u16le(descriptor + 4);
        int height = file.u16le(descriptor + 6);
        file.requireSize(width, height, PixelCost.WHOLE);
        int screenWidth = Math.max(file.u16le(LOGICAL_SCREEN), left + width);
        int screenHeight = Math.max(file.u16le(LOGICAL_SCREEN + 2), top + height);
        file.requireSize(screenWidth, screenHeight, PixelCost.WHOLE);
        return new Placement(screenWidth, screenHeight, left, top);
    }

    private static long colourTableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : (long) RgbImage.CHANNELS << ((flags & 7) + 1);
    }

    /** Keeps the XMP packet or the C2PA manifest store of an application extension. */
    private void readExtension(long at, long next) throws UnreadableImageException {
        long content = at + 3 + APPLICATION_NAME_BYTES;
        if (file.u8(at + 1) != APPLICATION || file.u8(at + 2) != APPLICATION_NAME_BYTES) {
            return;
        }
        if (file.has(at + 3, "XMP DataXMP") && next - XMP_TRAILER_BYTES > content) {
            metadata.add(Kind.XMP, file.slice(content, next - XMP_TRAILER_BYTES));
        } else if (file.has(at + 3, "C2PA_GIF\u0001\0\0")) {
            metadata.add(Kind.C2PA, joined(content));
        }
    }

    private ByteBuffer joined(long start) throws UnreadableImageException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        long at = start;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            file.require(at + 1, length);
            joined.write(file.bytes(), (int) at + 1, length);
            at += 1 + length;
        }
        return ByteBuffer.wrap(joined.toByteArray());
    }

    private long afterSubBlocks(long start) throws UnreadableImageException {
        long at = start;
        for (int length = file.u8(at); length != 0; length = file.u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }
}
