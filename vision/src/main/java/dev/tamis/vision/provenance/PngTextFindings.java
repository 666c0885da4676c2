package dev.tamis.vision.provenance;

import dev.tamis.vision.image.MetadataBlock;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.InflaterInputStream;

/**
 * What PNG's text chunks say (W3C PNG, third edition, section 11.3.3): the settings that generators leave there, and an XMP
 * packet.
 */
final class PngTextFindings {
    /** Of a compressed text no more is read, whatever it inflates to. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String XMP_KEYWORD = "XML:com.adobe.xmp";

    /** A chunk's keyword and its text. */
    private record Text(String keyword, byte[] bytes, Charset charset) {}

    private PngTextFindings() {}

    static List<Finding> of(MetadataBlock block) {
        try {
            return findings(text(block));
        } catch (IOException e) {
            return List.of(); // what was compressed is damaged
        }
    }

    private static List<Finding> findings(Text text) {
        if (text.keyword.equals(XMP_KEYWORD)) {
            return XmpFindings.of(text.bytes);
        }
        String said = new String(text.bytes, text.charset);
        return switch (text.keyword.toLowerCase(Locale.ROOT)) {
            case "parameters" -> Generators.isSettings(said) ? generated(text, said) : List.of();
            case "prompt", "workflow" ->
                said.contains("class_type") || said.contains("nodes")
                        ? generated(text, "a graph of ComfyUI")
                        : List.of();
            case "sd-metadata", "invokeai_metadata", "dream", "fooocus_scheme" -> generated(text, said);
            case "software", "source", "description", "comment" ->
                Generators.isNamedIn(said) ? generated(text, said) : List.of();
            default -> List.of();
        };
    }

    private static List<Finding> generated(Text text, String said) {
        return List.of(new Finding(Source.PNG_TEXT, Claim.GENERATED, text.keyword + ": " + said));
    }

    private static Text text(MetadataBlock block) throws IOException {
        byte[] chunk = block.copy();
        int keywordEnd = zero(chunk, 0);
        String keyword = new String(chunk, 0, keywordEnd, StandardCharsets.ISO_8859_1);
        return switch (block.kind()) {
            case PNG_TEXT -> new Text(keyword, rest(chunk, keywordEnd + 1), StandardCharsets.ISO_8859_1);
            case PNG_COMPRESSED_TEXT ->
                new Text(keyword, inflated(rest(chunk, keywordEnd + 2)), StandardCharsets.ISO_8859_1);
            case PNG_INTERNATIONAL_TEXT -> {
                boolean compressed = keywordEnd + 1 < chunk.length && chunk[keywordEnd + 1] != 0;
                int languageEnd = zero(chunk, keywordEnd + 3);
                byte[] content = rest(chunk, zero(chunk, languageEnd + 1) + 1);
                yield new Text(keyword, compressed ? inflated(content) : content, StandardCharsets.UTF_8);
            }
            default -> throw new IllegalArgumentException("no text: " + block.kind());
        };
    }

    /** Position of the next zero byte, or of the end. */
    private static int zero(byte[] bytes, int from) {
        int at = Math.min(from, bytes.length);
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    private static byte[] rest(byte[] bytes, int from) {
        int start = Math.min(from, bytes.length);
        return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + MOST_BYTES));
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return inflated.readNBytes(MOST_BYTES);
        }
    }
}
