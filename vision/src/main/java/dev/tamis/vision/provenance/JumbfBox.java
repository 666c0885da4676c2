package dev.tamis.vision.provenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of a JUMBF structure (ISO 19566-5, annex A): four letters and content, which for a superbox is a description with a
 * label and more boxes.
 */
record JumbfBox(String type, ByteBuffer content) {
    private static final int HEADER_BYTES = 8;
    private static final int LONG_HEADER_BYTES = 16;
    private static final int UUID_BYTES = 16;
    private static final int HAS_LABEL = 0x02;

    /** Real structures have a few dozen. */
    private static final int MOST = 1_000;

    /** The boxes that follow one another in some bytes, up to the first that is damaged. */
    static List<JumbfBox> in(ByteBuffer bytes) {
        List<JumbfBox> boxes = new ArrayList<>();
        ByteBuffer rest = bytes.slice();
        while (rest.remaining() >= HEADER_BYTES && boxes.size() < MOST) {
            long length = Integer.toUnsignedLong(rest.getInt(rest.position()));
            int header = HEADER_BYTES;
            if (length == 1 && rest.remaining() >= LONG_HEADER_BYTES) {
                length = rest.getLong(rest.position() + HEADER_BYTES);
                header = LONG_HEADER_BYTES;
            } else if (length == 0) {
                length = rest.remaining();
            }
            if (length < header || length > rest.remaining()) {
                break;
            }
            boxes.add(new JumbfBox(
                    latin1(rest, rest.position() + 4, 4), rest.slice(rest.position() + header, (int) length - header)));
            rest.position(rest.position() + (int) length);
        }
        return boxes;
    }

    boolean isSuperbox() {
        return type.equals("jumb");
    }

    /** The boxes inside of a superbox; none inside of others. */
    List<JumbfBox> boxes() {
        return isSuperbox() ? in(content) : List.of();
    }

    /** The label of a superbox; empty where it has none. */
    String label() {
        return boxes().stream()
                .filter(box -> box.type.equals("jumd"))
                .findFirst()
                .map(box -> described(box.content))
                .orElse("");
    }

    private static String described(ByteBuffer description) {
        if (description.remaining() <= UUID_BYTES || (description.get(UUID_BYTES) & HAS_LABEL) == 0) {
            return "";
        }
        int end = UUID_BYTES + 1;
        while (end < description.limit() && description.get(end) != 0) {
            end++;
        }
        return latin1(description, UUID_BYTES + 1, end - UUID_BYTES - 1);
    }

    private static String latin1(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
