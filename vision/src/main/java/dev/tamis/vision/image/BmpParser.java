package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/**
 * Reads the headers of a BMP file (Windows GDI, BITMAPFILEHEADER to BITMAPV5HEADER). The file size that the header
 * declares, which writers often get wrong, is mended, and a colour profile is replaced by sRGB.
 */
final class BmpParser {
    private static final int FILE_HEADER_BYTES = 14;
    private static final int FILE_SIZE = 2;
    private static final int PIXELS_OFFSET = 10;
    private static final int COLOUR_SPACE = 70;
    private static final int SRGB = 0x73524742;

    private static final int CORE_HEADER = 12;
    private static final int V4_HEADER = 108;
    private static final Set<Long> HEADERS = Set.of(12L, 40L, 52L, 56L, 108L, 124L);
    private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);

    private static final int UNCOMPRESSED = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    private final FileBytes file;
    private final int headerBytes;

    private BmpParser(FileBytes file) throws UnreadableImageException {
        this.file = file;
        long declared = file.u32le(FILE_HEADER_BYTES);
        if (!HEADERS.contains(declared)) {
            throw file.unsupported("a header of " + declared + " bytes");
        }
        headerBytes = (int) declared;
        file.require(FILE_HEADER_BYTES, headerBytes);
    }

    /** Reads a file that starts as a BMP does. */
    static ImageFile read(FileBytes file) throws UnreadableImageException {
        return new BmpParser(file).read();
    }

    private ImageFile read() throws UnreadableImageException {
        boolean core = headerBytes == CORE_HEADER;
        int width = core ? (short) file.u16le(18) : (int) file.u32le(18);
        int height = core ? (short) file.u16le(20) : Math.abs((int) file.u32le(22));
        file.requireSize(width, height, PixelCost.WHOLE);
        int depth = file.u16le(core ? 24 : 28);
        if (!DEPTHS.contains(depth)) {
            throw file.corrupt(depth + " bits a pixel");
        }
        requirePixels(width, height, depth);
        ImageHeader header = new ImageHeader(ImageFormat.BMP, width, height, Orientation.UPRIGHT, PixelCost.WHOLE);
        int end = FILE_HEADER_BYTES + headerBytes;
        return new ImageFile(header, List.of(mendedHeader(end), file.slice(end, file.length())), List.of());
    }

    /** Requires the bytes of the pixels that the header declares; rows are padded to four bytes. */
    private void requirePixels(int width, int height, int depth) throws UnreadableImageException {
        long offset = file.u32le(PIXELS_OFFSET);
        if (offset < FILE_HEADER_BYTES + headerBytes) {
            throw file.corrupt("pixels inside the header, at " + offset);
        }
        long compression = headerBytes == CORE_HEADER ? UNCOMPRESSED : file.u32le(30);
        if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
            file.require(offset, ((long) width * depth + 31) / 32 * 4 * height);
        } else if (compression == RLE8 || compression == RLE4) {
            file.require(offset, file.u32le(34));
        } else {
            throw file.unsupported("compression " + compression);
        }
    }

    private ByteBuffer mendedHeader(int bytes) throws UnreadableImageException {
        ByteBuffer header = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put(file.slice(0, bytes)).flip();
        header.putInt(FILE_SIZE, file.length());
        if (headerBytes >= V4_HEADER) {
            header.putInt(COLOUR_SPACE, SRGB);
        }
        return header;
    }
}
