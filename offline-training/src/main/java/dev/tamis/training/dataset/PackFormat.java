package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The file format of a pack, version 1. Big-endian throughout.
 *
 * <pre>
 * header   8 bytes   "TAMISPAK"
 *          int       version, 1
 *          int       number of images
 *          int, int  width and height of every image
 *          long      length of the whole file
 *          32 bytes  fingerprint of the preprocessing
 * pixels   for each image: height x width x 3 bytes, row by row from the top left, red first
 * index    for each image: byte split (0 train, 1 test), byte label (0 FAKE, 1 REAL), 32 bytes SHA-256 of the file,
 *          unsigned short length of its name, its name in UTF-8
 * </pre>
 */
final class PackFormat {
    static final int HEADER_BYTES = 64;
    private static final byte[] MAGIC = "TAMISPAK".getBytes(StandardCharsets.US_ASCII);
    static final int MAGIC_BYTES = MAGIC.length;
    private static final int VERSION = 1;
    private static final int HASH_BYTES = 32;
    private static final int MAX_NAME_BYTES = 0xffff;
    private static final HexFormat HEX = HexFormat.of();

    /**
     * What stands at a pack's beginning.
     *
     * @param images number of images
     * @param length of the whole file, in bytes
     * @param fingerprint of the preprocessing, 64 lower-case hexadecimal digits
     */
    record Header(int images, int width, int height, long length, String fingerprint) {
        int imageBytes() {
            return width * height * RgbImage.CHANNELS;
        }

        int indexOffset() {
            return HEADER_BYTES + images * imageBytes();
        }
    }

    private PackFormat() {}

    static boolean isMagic(byte[] beginning) {
        return Arrays.equals(beginning, MAGIC);
    }

    static ByteBuffer write(Header header) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(header.images)
                .putInt(header.width)
                .putInt(header.height)
                .putLong(header.length)
                .put(HEX.parseHex(header.fingerprint))
                .flip();
    }

    static ByteBuffer write(PackedImage image) {
        byte[] name = image.place().name().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("a name has at most " + MAX_NAME_BYTES + " bytes: "
                    + image.place().path());
        }
        return ByteBuffer.allocate(2 + HASH_BYTES + Short.BYTES + name.length)
                .put((byte) image.place().split().ordinal())
                .put((byte) image.place().label().ordinal())
                .put(HEX.parseHex(image.sha256()))
                .putShort((short) name.length)
                .put(name)
                .flip();
    }

    static Header readHeader(ByteBuffer file) throws UnusableDataSetException {
        if (file.limit() < HEADER_BYTES) {
            throw new UnusableDataSetException(
                    "a pack has at least " + HEADER_BYTES + " bytes, this has " + file.limit());
        }
        file.position(MAGIC_BYTES);
        int version = file.getInt();
        if (version != VERSION) {
            throw new UnusableDataSetException(
                    "a pack of version " + version + ", while this version reads " + VERSION);
        }
        int images = file.getInt();
        int width = file.getInt();
        int height = file.getInt();
        long length = file.getLong();
        Header header = new Header(images, width, height, length, readHash(file));
        if (length != file.limit()) {
            throw new UnusableDataSetException("the pack should have " + length + " bytes and has " + file.limit()
                    + "; import the data set again");
        }
        return header;
    }

    static List<PackedImage> readIndex(Header header, ByteBuffer file) throws UnusableDataSetException {
        List<PackedImage> images = new ArrayList<>(header.images);
        try {
            file.position(header.indexOffset());
            for (int i = 0; i < header.images; i++) {
                images.add(readImage(file));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new UnusableDataSetException("the pack's index is damaged: " + e);
        }
        return List.copyOf(images);
    }

    private static PackedImage readImage(ByteBuffer file) {
        Split split = Split.values()[file.get()];
        Label label = Label.values()[file.get()];
        String sha256 = readHash(file);
        byte[] name = new byte[Short.toUnsignedInt(file.getShort())];
        file.get(name);
        return new PackedImage(new Place(split, label, new String(name, StandardCharsets.UTF_8)), sha256);
    }

    private static String readHash(ByteBuffer file) {
        byte[] hash = new byte[HASH_BYTES];
        file.get(hash);
        return HEX.formatHex(hash);
    }
}
