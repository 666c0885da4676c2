package dev.tamis.vision.provenance;

import dev.tamis.vision.image.MetadataBlock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what a file says of its origin: C2PA manifests, IPTC's digital source type, XMP, EXIF, and the text that generators
 * leave in PNG files. Whatever is damaged says nothing.
 */
public final class Provenance {
    /** More would say nothing new. */
    static final int MOST = 20;

    private Provenance() {}

    /** The findings of a file's metadata, in the order of the file, each once. */
    public static List<Finding> of(List<MetadataBlock> metadata) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (MetadataBlock block : metadata) {
            findings.addAll(of(block));
        }
        return findings.stream().limit(MOST).toList();
    }

    private static List<Finding> of(MetadataBlock block) {
        return switch (block.kind()) {
            case EXIF -> ExifFindings.of(block.copy());
            case XMP -> XmpFindings.of(block.copy());
            case C2PA -> C2paFindings.of(block.bytes());
            case PNG_TEXT, PNG_COMPRESSED_TEXT, PNG_INTERNATIONAL_TEXT -> PngTextFindings.of(block);
        };
    }
}
