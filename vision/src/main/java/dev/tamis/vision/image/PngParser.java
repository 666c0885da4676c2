package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import dev.tamis.vision.image.MetadataBlock.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file to its end (W3C PNG, third edition, section 5) and keeps those that hold pixels: IHDR,
 * PLTE, tRNS and IDAT, whose checksums must hold. The others are left out, so that no text or colour profile that
 * inflates hugely reaches the decoder.
 */
final class PngParser {
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int CRC_BYTES = 4;
    private static final int IHDR_BYTES = 13;

    /** A whole IEND chunk; some writers forget its checksum. */
    private static final byte[] IEND = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

    private final FileBytes file;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final Set<String> kept = new HashSet<>();
    private final MetadataBlocks metadata = new MetadataBlocks();
    private Orientation orientation = Orientation.UPRIGHT;
    private long pixelsStart;
    private long pixelsEnd;

    private PngParser(FileBytes file) {
        this.file = file;
    }

    /** Reads a file that starts as a PNG does. */
    static ImageFile read(FileBytes file) throws UnreadableImageException {
        PngParser parser = new PngParser(file);
        ImageHeader upright = parser.readHeader();
        parser.walk();
        if (parser.pixelsEnd == 0) {
            throw file.corrupt("no image data");
        }
        parser.parts.add(file.slice(parser.pixelsStart, parser.pixelsEnd));
        parser.parts.add(ByteBuffer.wrap(IEND));
        ImageHeader header = new ImageHeader(
                upright.format(), upright.storedWidth(), upright.storedHeight(), parser.orientation, upright.cost());
        return new ImageFile(header, parser.parts, parser.metadata.all());
    }

    private ImageHeader readHeader() throws UnreadableImageException {
        long length = file.u32be(SIGNATURE_BYTES);
        if (length != IHDR_BYTES || !file.text(SIGNATURE_BYTES + 4, 4).equals("IHDR")) {
            throw file.corrupt("IHDR expected first");
        }
        long at = SIGNATURE_BYTES + CHUNK_HEADER_BYTES;
        long width = file.u32be(at);
        long height = file.u32be(at + 4);
        file.requireSize(width, height, PixelCost.WHOLE);
        file.require(at, IHDR_BYTES + CRC_BYTES);
        checkCrc(SIGNATURE_BYTES, IHDR_BYTES);
        parts.add(file.slice(0, at + IHDR_BYTES + CRC_BYTES));
        return new ImageHeader(ImageFormat.PNG, (int) width, (int) height, Orientation.UPRIGHT, PixelCost.WHOLE);
    }

    private void walk() throws UnreadableImageException {
        long at = SIGNATURE_BYTES + CHUNK_HEADER_BYTES + IHDR_BYTES + CRC_BYTES;
        while (!file.text(at + 4, 4).equals("IEND")) {
            long length = file.u32be(at);
            long end = at + CHUNK_HEADER_BYTES + length + CRC_BYTES;
            file.require(at, end - at);
            readChunk(at, (int) length, end);
            at = end;
        }
    }

    private void readChunk(long at, int length, long end) throws UnreadableImageException {
        String type = file.text(at + 4, 4);
        switch (type) {
            case "PLTE", "tRNS" -> {
                checkCrc(at, length);
                if (!kept.add(type) || pixelsEnd != 0) {
                    throw file.corrupt("%s out of place at %d".formatted(type, at));
                }
                parts.add(file.slice(at, end));
            }
            case "IDAT" -> {
                checkCrc(at, length);
                if (pixelsEnd == 0) {
                    pixelsStart = at;
                } else if (pixelsEnd != at) {
                    throw file.corrupt("image data interrupted before " + at);
                }
                pixelsEnd = end;
            }
            case "eXIf" -> {
                orientation = ExifBlock.orientation(file, (int) at + CHUNK_HEADER_BYTES, length);
                metadata.add(Kind.EXIF, content(at, length));
            }
            case "tEXt" -> metadata.add(Kind.PNG_TEXT, content(at, length));
            case "zTXt" -> metadata.add(Kind.PNG_COMPRESSED_TEXT, content(at, length));
            case "iTXt" -> metadata.add(Kind.PNG_INTERNATIONAL_TEXT, content(at, length));
            case "caBX" -> metadata.add(Kind.C2PA, content(at, length));
            default -> {
                // Profiles, animation frames: nothing that the pixels need.
            }
        }
    }

    private ByteBuffer content(long at, int length) throws UnreadableImageException {
        return file.slice(at + CHUNK_HEADER_BYTES, at + CHUNK_HEADER_BYTES + length);
    }

    private void checkCrc(long at, int length) throws UnreadableImageException {
        CRC32 crc = new CRC32();
        crc.update(file.bytes(), (int) at + 4, 4 + length);
        if (crc.getValue() != file.u32be(at + CHUNK_HEADER_BYTES + length)) {
            throw file.corrupt("wrong checksum of the chunk at " + at);
        }
    }
}
