package dev.tamis.generator.paint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Marker segments that the JDK does not write, put behind a JPEG file's start marker. */
public final class JpegSegments {
    private static final int START_MARKER_BYTES = 2;

    private JpegSegments() {}

    /**
     * Says that the camera was held turned (EXIF 2.32, section 4.6.4, tag Orientation).
     *
     * @param orientation 1 to 8; for example 6: turn clockwise by a quarter to display
     */
    public static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer segment = ByteBuffer.allocate(36);
        segment.putShort((short) 0xffe1).putShort((short) 34); // APP1 and its length
        segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        segment.put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8); // TIFF, big-endian
        segment.putShort((short) 1); // one field: tag, type SHORT, one value, padded to four bytes
        segment.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return insert(jpeg, segment.array());
    }

    /** Says that channels are stored as they are, without a transform to luma and chroma (Adobe technote 5116). */
    static byte[] withAdobeMarker(byte[] jpeg) {
        ByteBuffer segment = ByteBuffer.allocate(16);
        segment.putShort((short) 0xffee).putShort((short) 14); // APP14 and its length
        segment.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100); // version; no flags follow
        return insert(jpeg, segment.array());
    }

    private static byte[] insert(byte[] jpeg, byte[] segment) {
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, START_MARKER_BYTES)
                .put(segment)
                .put(jpeg, START_MARKER_BYTES, jpeg.length - START_MARKER_BYTES)
                .array();
    }
}
