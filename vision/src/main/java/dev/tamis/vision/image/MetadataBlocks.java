package dev.tamis.vision.image;

import dev.tamis.vision.image.MetadataBlock.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the metadata blocks that a parser passes on its way. They are remarks: a broken one is left out. */
final class MetadataBlocks {
    /** Files have a handful. */
    private static final int MOST = 100;

    /** As many as 64 MiB of manifests fill. */
    private static final int MOST_SEGMENTS = 1_000;

    /** CI, box instance and sequence number of a JUMBF segment (ISO 19566-5, annex D). */
    private static final int SEGMENT_HEADER_BYTES = 8;

    private static final int SEQUENCE_AT = 4;
    private static final int BOX_HEADER_BYTES = 8;
    private static final int LONG_BOX_HEADER_BYTES = 16;

    private final List<MetadataBlock> blocks = new ArrayList<>();
    private final Map<Integer, Map<Integer, ByteBuffer>> segments = new TreeMap<>();
    private int count;
    private int segmentCount;

    void add(Kind kind, ByteBuffer bytes) {
        if (++count <= MOST) {
            blocks.add(new MetadataBlock(kind, bytes));
        }
    }

    /**
     * Adds a piece of a JUMBF box, of which JPEG holds at most 64 KiB a segment.
     *
     * @param segment an APP11 segment behind its length
     */
    void addSegment(ByteBuffer segment) {
        if (segment.remaining() > SEGMENT_HEADER_BYTES + BOX_HEADER_BYTES && ++segmentCount <= MOST_SEGMENTS) {
            int instance = Short.toUnsignedInt(segment.getShort(segment.position() + 2));
            int sequence = segment.getInt(segment.position() + SEQUENCE_AT);
            segments.computeIfAbsent(instance, any -> new TreeMap<>()).putIfAbsent(sequence, segment);
        }
    }

    List<MetadataBlock> all() {
        List<MetadataBlock> all = new ArrayList<>(blocks);
        segments.values().forEach(pieces -> all.add(new MetadataBlock(Kind.C2PA, joined(pieces.values()))));
        return List.copyOf(all);
    }

    /** Every piece repeats the box's header; the first keeps it. */
    private static ByteBuffer joined(Iterable<ByteBuffer> pieces) {
        int bytes = 0;
        for (ByteBuffer piece : pieces) {
            bytes += piece.remaining();
        }
        ByteBuffer box = ByteBuffer.allocate(bytes);
        for (ByteBuffer piece : pieces) {
            ByteBuffer content = piece.duplicate();
            boolean isLong = content.getInt(content.position() + SEGMENT_HEADER_BYTES) == 1;
            int header = isLong ? LONG_BOX_HEADER_BYTES : BOX_HEADER_BYTES;
            int skipped = SEGMENT_HEADER_BYTES + (box.position() == 0 ? 0 : header);
            if (content.remaining() > skipped) {
                content.position(content.position() + skipped);
                box.put(content);
            }
        }
        return box.flip();
    }
}
