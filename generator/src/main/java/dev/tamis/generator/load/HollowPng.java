package dev.tamis.generator.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A PNG of a few dozen bytes that claims any size: all its chunks are there and sound, but its pixels are those of no row
 * (PNG specification, sections 5.2, 5.3 and 11.2).
 */
final class HollowPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** A zlib stream of no bytes (RFC 1950). */
    private static final byte[] EMPTY_STREAM = {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1};

    private HollowPng() {}

    static byte[] bytes(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0}) // 8 bits, RGB, deflate, all filters, no interlacing
                .array();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        file.writeBytes(chunk("IHDR", header));
        file.writeBytes(chunk("IDAT", EMPTY_STREAM));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }
}
