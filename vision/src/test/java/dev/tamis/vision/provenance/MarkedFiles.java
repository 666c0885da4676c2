package dev.tamis.vision.provenance;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Image files with metadata, put together byte by byte. */
final class MarkedFiles {
    static final String TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    static final String CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    static final String SETTINGS = "a red fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42";

    private static final RgbImage PICTURE = new RgbImage(40, 30, new byte[3 * 40 * 30]);
    private static final CBORMapper CBOR = new CBORMapper();

    private MarkedFiles() {}

    /** A JPEG file with an application segment behind its start. */
    static byte[] jpeg(int marker, byte[]... segments) {
        byte[] file = JpegEncoder.encode(PICTURE, 90);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, 2);
        for (byte[] segment : segments) {
            out.write(0xff);
            out.write(marker);
            out.write((segment.length + 2) >> 8);
            out.write(segment.length + 2);
            out.writeBytes(segment);
        }
        out.write(file, 2, file.length - 2);
        return out.toByteArray();
    }

    /** The segments of JPEG that hold a JUMBF box, of so many bytes each. */
    static byte[][] segments(byte[] box, int bytes) {
        int pieces = (box.length - 8 + bytes - 1) / bytes;
        byte[][] segments = new byte[pieces][];
        for (int i = 0; i < pieces; i++) {
            byte[] content = Arrays.copyOfRange(box, 8 + i * bytes, Math.min(box.length, 8 + (i + 1) * bytes));
            segments[i] = ByteBuffer.allocate(16 + content.length)
                    .put(latin1("JP"))
                    .putShort((short) 1)
                    .putInt(i + 1)
                    .put(box, 0, 8)
                    .put(content)
                    .array();
        }
        return segments;
    }

    /** A PNG file with a chunk before its pixels. */
    static byte[] png(String type, byte[] content) {
        byte[] file = PngEncoder.encode(PICTURE);
        int header = 8 + 25;
        CRC32 crc = new CRC32();
        crc.update(latin1(type));
        crc.update(content);
        return ByteBuffer.allocate(file.length + 12 + content.length)
                .put(file, 0, header)
                .putInt(content.length)
                .put(latin1(type))
                .put(content)
                .putInt((int) crc.getValue())
                .put(file, header, file.length - header)
                .array();
    }

    /** A WebP file with a chunk at its end. */
    static byte[] webp(String type, byte[] content) {
        byte[] file = Samples.file("lossy.webp");
        int padded = content.length + (content.length & 1);
        ByteBuffer out = ByteBuffer.allocate(file.length + 8 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(file)
                .put(latin1(type))
                .putInt(content.length)
                .put(content);
        return out.putInt(4, out.capacity() - 8).array();
    }

    /** A GIF file with an application extension before its image, in blocks of at most 255 bytes. */
    static byte[] gif(String application, byte[] content) {
        ByteArrayOutputStream out = extension(application);
        for (int at = 0; at < content.length; at += 255) {
            int length = Math.min(255, content.length - at);
            out.write(length);
            out.write(content, at, length);
        }
        out.write(0);
        return gif(out.toByteArray());
    }

    /** A GIF file with an XMP packet, which stands there as it is, behind it the bytes that lead every reader to its end. */
    static byte[] gifWithXmp(String packet) {
        ByteArrayOutputStream out = extension("XMP DataXMP");
        out.writeBytes(packet.getBytes(StandardCharsets.UTF_8));
        out.write(1);
        for (int i = 255; i >= 0; i--) {
            out.write(i);
        }
        out.write(0);
        return gif(out.toByteArray());
    }

    private static ByteArrayOutputStream extension(String application) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x21, (byte) 0xff, 11});
        out.writeBytes(latin1(application));
        return out;
    }

    private static byte[] gif(byte[] extension) {
        byte[] file = Samples.file("still.gif");
        int colours = (file[10] & 0x80) == 0 ? 0 : 3 << ((file[10] & 7) + 1);
        int header = 13 + colours;
        return ByteBuffer.allocate(file.length + extension.length)
                .put(file, 0, header)
                .put(extension)
                .put(file, header, file.length - header)
                .array();
    }

    /** A manifest store of one manifest whose claim names a program and whose action names a digital source type. */
    static byte[] c2pa(Map<String, ?> claim, String sourceType) {
        byte[] actions =
                cbor(Map.of("actions", List.of(Map.of("action", "c2pa.created", "digitalSourceType", sourceType))));
        byte[] assertions = superbox("c2pa.assertions", superbox("c2pa.actions.v2", box("cbor", actions)));
        byte[] manifest = superbox("urn:c2pa:1", assertions, superbox("c2pa.claim.v2", box("cbor", cbor(claim))));
        return superbox("c2pa", manifest);
    }

    private static byte[] cbor(Map<String, ?> map) {
        try {
            return CBOR.writeValueAsBytes(map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] superbox(String label, byte[]... boxes) {
        byte[] description = ByteBuffer.allocate(16 + 1 + label.length() + 1)
                .put(16, (byte) 3)
                .put(17, latin1(label))
                .array();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(box("jumd", description));
        for (byte[] box : boxes) {
            out.writeBytes(box);
        }
        return box("jumb", out.toByteArray());
    }

    static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(latin1(type))
                .put(content)
                .array();
    }

    /** An XMP packet that says something as an attribute. */
    static String xmp(String attribute) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/" %s/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".formatted(attribute);
    }

    /** An EXIF block of the camera's make and model. */
    static byte[] exif(String make, String model) {
        return tiff(0x010f, latin1(make + "\0"), 0x0110, latin1(model + "\0"));
    }

    /** A TIFF structure of two values of bytes. */
    static byte[] tiff(int tag, byte[] value, int nextTag, byte[] nextValue) {
        int values = 8 + 2 + 2 * 12 + 4;
        int type = tag < 0x02bc ? 2 : 1;
        return ByteBuffer.allocate(values + value.length + nextValue.length)
                .put(latin1("MM\0*"))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(value.length)
                .putInt(values)
                .putShort((short) nextTag)
                .putShort((short) type)
                .putInt(nextValue.length)
                .putInt(values + value.length)
                .putInt(0)
                .put(value)
                .put(nextValue)
                .array();
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
