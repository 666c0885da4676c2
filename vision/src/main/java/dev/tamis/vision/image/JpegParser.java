package dev.tamis.vision.image;

import dev.tamis.vision.image.ImageHeader.PixelCost;
import dev.tamis.vision.image.MetadataBlock.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the markers of a JPEG file from its start to its end-of-image marker (ITU-T T.81, annex B).
 *
 * <p>The whole structure is walked, not only the frame header, because the decoder fills the missing part of a
 * truncated image with grey and goes on. Whatever follows the end of the image (a second image of a telephone, padding)
 * is left alone.
 */
final class JpegParser {
    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int SOF1 = 0xc1;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int SOF15 = 0xcf;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int APP1 = 0xe1;
    private static final int APP11 = 0xeb;
    private static final String EXIF = "Exif\0\0";
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String JUMBF = "JP";

    /** Encoders write about ten; each costs a pass over all coefficients, so that a file of thousands would stall a thread. */
    private static final int MAX_SCANS = 100;

    private final FileBytes file;
    private final MetadataBlocks metadata = new MetadataBlocks();
    private long at = 2;
    private int width;
    private int height;
    private int scans;
    private @Nullable Integer quality;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegParser(FileBytes file) {
        this.file = file;
    }

    /** Reads a file that starts as a JPEG does. */
    static ImageFile read(FileBytes file) throws UnreadableImageException {
        JpegParser parser = new JpegParser(file);
        parser.walk();
        file.requireSize(parser.width, parser.height, parser.cost());
        ImageHeader header = new ImageHeader(
                ImageFormat.JPEG, parser.width, parser.height, parser.orientation, parser.cost(), parser.quality);
        return new ImageFile(header, List.of(file.slice(0, parser.at)), parser.metadata.all());
    }

    /** Several scans meet only when the last is read: libjpeg keeps the coefficients of the whole image until then. */
    private PixelCost cost() {
        return scans == 1 ? PixelCost.STREAMED : PixelCost.WHOLE;
    }

    private void walk() throws UnreadableImageException {
        for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
            if (marker == SOI) {
                throw file.corrupt("a second start of image inside the image");
            }
            if (marker != TEM && !isRestart(marker)) {
                readSegment(marker);
            }
        }
        if (scans == 0) {
            throw file.corrupt("the image ends before its first scan");
        }
    }

    /** Reads a marker, with the fill bytes that may stand before it, and goes behind it. */
    private int nextMarker() throws UnreadableImageException {
        if (file.u8(at) != 0xff) {
            throw file.corrupt("a marker expected at " + at);
        }
        int marker = 0xff;
        while (marker == 0xff) {
            marker = file.u8(++at);
        }
        at++;
        return marker;
    }

    private void readSegment(int marker) throws UnreadableImageException {
        int length = file.u16be(at);
        if (length < 2) {
            throw file.corrupt("a segment of " + length + " bytes at " + at);
        }
        file.require(at, length);
        if (isFrame(marker)) {
            readFrame(marker);
        } else if (marker == DQT && quality == null) {
            quality = JpegTables.quality(file, at + 2, length - 2);
        } else if (marker == APP1 && file.has(at + 2, EXIF)) {
            int skipped = 2 + EXIF.length();
            orientation = ExifBlock.orientation(file, (int) at + skipped, length - skipped);
            metadata.add(Kind.EXIF, file.slice(at + skipped, at + length));
        } else if (marker == APP1 && file.has(at + 2, XMP)) {
            metadata.add(Kind.XMP, file.slice(Math.min(at + 2 + XMP.length(), at + length), at + length));
        } else if (marker == APP11 && file.has(at + 2, JUMBF)) {
            metadata.addSegment(file.slice(at + 2, at + length));
        }
        at += length;
        if (marker == SOS) {
            readScan();
        }
    }

    private void readFrame(int marker) throws UnreadableImageException {
        if (width != 0) {
            throw file.corrupt("a second frame at " + at);
        }
        if (marker != SOF0 && marker != SOF1 && marker != SOF2) {
            throw file.unsupported("lossless, hierarchical or arithmetic coding, frame type %#x".formatted(marker));
        }
        int precision = file.u8(at + 2);
        if (precision != 8) {
            throw file.unsupported("8 bits a sample expected, found " + precision);
        }
        height = file.u16be(at + 3);
        width = file.u16be(at + 5);
        file.requireSize(width, height, marker == SOF2 ? PixelCost.WHOLE : PixelCost.STREAMED);
    }

    /** Skips the entropy-coded bytes of a scan, in which a marker is the only 0xff that neither 0x00 nor 0xff follows. */
    private void readScan() throws UnreadableImageException {
        if (width == 0) {
            throw file.corrupt("a scan before the frame");
        }
        if (++scans > MAX_SCANS) {
            throw file.unsupported("more than " + MAX_SCANS + " scans");
        }
        byte[] bytes = file.bytes();
        int last = bytes.length - 1;
        int marker = file.indexOf(0xff, (int) at, last);
        while (marker < last) {
            int next = bytes[marker + 1] & 0xff;
            if (next != 0 && next != 0xff && !isRestart(next)) {
                at = marker;
                return;
            }
            marker = file.indexOf(0xff, marker + 1, last);
        }
        throw file.truncated("the file ends inside a scan, without an end of image");
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    private static boolean isRestart(int marker) {
        return marker >= RST0 && marker < SOI;
    }
}
