package dev.tamis.vision.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An EXIF block: a TIFF header and its first directory (TIFF 6.0, section 2). */
final class ExifBlock {
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int DIRECTORY_OFFSET = 4;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;

    private ExifBlock() {}

    /**
     * The orientation that a block declares. EXIF is a remark beside the image: where it is absent or broken, the image is
     * {@link Orientation#UPRIGHT}.
     *
     * @param start position of the block's {@code II} or {@code MM}
     * @param length bytes of the block, all of which the file has
     */
    static Orientation orientation(FileBytes file, int start, int length) {
        boolean little = file.has(start, "II*\0");
        if (length < HEADER_BYTES || !(little || file.has(start, "MM\0*"))) {
            return Orientation.UPRIGHT;
        }
        return orientation(ByteBuffer.wrap(file.bytes(), start, length)
                .slice()
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
    }

    private static Orientation orientation(ByteBuffer block) {
        long directory = Integer.toUnsignedLong(block.getInt(DIRECTORY_OFFSET));
        if (directory + 2 > block.limit()) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(block.getShort((int) directory));
        long first = directory + 2;
        for (long at = first;
                at < first + (long) entries * ENTRY_BYTES && at + ENTRY_BYTES <= block.limit();
                at += ENTRY_BYTES) {
            if (Short.toUnsignedInt(block.getShort((int) at)) == ORIENTATION_TAG
                    && block.getShort((int) at + 2) == TYPE_SHORT) {
                return Orientation.ofExif(Short.toUnsignedInt(block.getShort((int) at + 8)));
            }
        }
        return Orientation.UPRIGHT;
    }
}
