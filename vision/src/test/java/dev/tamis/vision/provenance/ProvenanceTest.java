package dev.tamis.vision.provenance;

import static dev.tamis.vision.provenance.MarkedFiles.joined;
import static dev.tamis.vision.provenance.MarkedFiles.latin1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.MetadataBlock;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.provenance.Finding.Claim;
import dev.tamis.vision.provenance.Finding.Source;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProvenanceTest {
    private static final int APP1 = 0xe1;
    private static final int APP11 = 0xeb;
    private static final byte[] MANIFEST = MarkedFiles.c2pa(
            Map.of("claim_generator_info", Map.of("name", "Painter", "version", "7")), MarkedFiles.TRAINED);
    private static final Finding MADE_BY_PAINTER = new Finding(
            Source.C2PA,
            Claim.GENERATED,
            "manifest by Painter 7: c2pa.created, digital source type trainedAlgorithmicMedia");
    private static final String TRAINED_ATTRIBUTE = "Iptc4xmpExt:DigitalSourceType=\"" + MarkedFiles.TRAINED + "\"";
    private static final Finding TRAINED =
            new Finding(Source.XMP, Claim.GENERATED, "digital source type trainedAlgorithmicMedia");

    static List<byte[]> filesWithAManifest() {
        return List.of(
                MarkedFiles.jpeg(APP11, MarkedFiles.segments(MANIFEST, 60_000)),
                MarkedFiles.jpeg(APP11, MarkedFiles.segments(MANIFEST, 100)),
                MarkedFiles.png("caBX", MANIFEST),
                MarkedFiles.webp("C2PA", MANIFEST),
                MarkedFiles.gif("C2PA_GIF\u0001\0\0", MANIFEST));
    }

    @ParameterizedTest
    @MethodSource("filesWithAManifest")
    void readsAC2paManifestWhereverItStands(byte[] file) throws Exception {
        assertThat(findings(file)).containsExactly(MADE_BY_PAINTER);
    }

    @Test
    void readsClaimsOfTheFirstVersion() {
        assertThat(ofC2pa(MarkedFiles.c2pa(Map.of("claim_generator", "Camera/1.0"), MarkedFiles.CAPTURED)))
                .containsExactly(new Finding(
                        Source.C2PA,
                        Claim.CAPTURED,
                        "manifest by Camera/1.0: c2pa.created, digital source type digitalCapture"));
    }

    @Test
    void saysThatThereIsAManifestWhereItSaysNothingMore() {
        assertThat(ofC2pa(MarkedFiles.c2pa(Map.of("claim_generator", "Editor"), "")))
                .containsExactly(new Finding(Source.C2PA, Claim.NOTHING, "manifest by Editor"));
    }

    static List<byte[]> filesWithXmp() {
        byte[] packet = MarkedFiles.xmp(TRAINED_ATTRIBUTE).getBytes(StandardCharsets.UTF_8);
        byte[] keyword = latin1("XML:com.adobe.xmp\0");
        return List.of(
                MarkedFiles.jpeg(APP1, joined(latin1("http://ns.adobe.com/xap/1.0/\0"), packet)),
                MarkedFiles.png("iTXt", joined(keyword, new byte[4], packet)),
                MarkedFiles.png("iTXt", joined(keyword, new byte[] {1, 0, 0, 0}, MarkedFiles.deflated(packet))),
                MarkedFiles.webp("XMP ", packet),
                MarkedFiles.gifWithXmp(MarkedFiles.xmp(TRAINED_ATTRIBUTE)));
    }

    @ParameterizedTest
    @MethodSource("filesWithXmp")
    void readsIptcsSourceTypeWhereverItStands(byte[] file) throws Exception {
        assertThat(findings(file)).containsExactly(TRAINED);
    }

    @Test
    void readsXmpElementsToo() {
        String packet = MarkedFiles.xmp("")
                .replace(
                        "/></rdf:RDF>",
                        "><Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType></rdf:Description></rdf:RDF>"
                                .formatted(MarkedFiles.TRAINED));

        assertThat(ofXmp(packet)).containsExactly(TRAINED);
    }

    @ParameterizedTest
    @CsvSource({
        "trainedAlgorithmicMedia, GENERATED",
        "compositeWithTrainedAlgorithmicMedia, PARTLY_GENERATED",
        "digitalCapture, CAPTURED",
        "humanEdits, NOTHING",
        "of a later version, NOTHING",
    })
    void knowsWhatTheTermsOfTheVocabularySay(String term, Claim claim) {
        assertThat(DigitalSourceType.claim("http://cv.iptc.org/newscodes/digitalsourcetype/" + term))
                .isEqualTo(claim);
    }

    @ParameterizedTest
    @CsvSource({"Adobe Firefly, GENERATED", "Adobe Photoshop 26.1, NOTHING"})
    void tellsGeneratorsFromOtherPrograms(String program, Claim claim) {
        assertThat(ofXmp(MarkedFiles.xmp("xmp:CreatorTool=\"" + program + "\"")))
                .containsExactly(new Finding(Source.XMP, claim, "program " + program));
    }

    @Test
    void readsTheCamera() throws Exception {
        byte[] exif = joined(latin1("Exif\0\0"), MarkedFiles.exif("Canon", "Canon EOS 90D"));

        assertThat(findings(MarkedFiles.jpeg(APP1, exif)))
                .containsExactly(new Finding(Source.EXIF, Claim.CAPTURED, "camera Canon EOS 90D"));
    }

    static List<byte[]> filesWithSettings() {
        byte[] keyword = latin1("parameters\0");
        byte[] settings = latin1(MarkedFiles.SETTINGS);
        return List.of(
                MarkedFiles.png("tEXt", joined(keyword, settings)),
                MarkedFiles.png("zTXt", joined(keyword, new byte[1], MarkedFiles.deflated(settings))),
                MarkedFiles.png("iTXt", joined(keyword, new byte[4], settings)));
    }

    @ParameterizedTest
    @MethodSource("filesWithSettings")
    void readsTheSettingsThatGeneratorsLeaveInPng(byte[] file) throws Exception {
        assertThat(findings(file))
                .containsExactly(new Finding(Source.PNG_TEXT, Claim.GENERATED, "parameters: " + MarkedFiles.SETTINGS));
    }

    @Test
    void findsNothingInAnOrdinaryComment() throws Exception {
        assertThat(findings(MarkedFiles.png("tEXt", latin1("Comment\0our holidays: steps to the beach"))))
                .isEmpty();
    }

    @Test
    void keepsAFindingToOneShortLine() {
        Finding finding = new Finding(Source.XMP, Claim.NOTHING, "one\r\ntwo\u202e\u0007" + "x".repeat(1_000));

        assertThat(finding.text()).hasSize(Finding.MAX_LENGTH).startsWith("one  two  xx");
    }

    @Test
    void inflatesATextNoFurtherThanItReads() throws Exception {
        byte[] bomb = MarkedFiles.deflated(new byte[200 << 20]);
        byte[] file = MarkedFiles.png("zTXt", joined(latin1("parameters\0"), new byte[1], bomb));

        assertThat(findings(file)).isEmpty();
    }

    @Test
    void readsNoXmpWithADocumentType() throws Exception {
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";

        assertThat(ofXmp(bomb + MarkedFiles.xmp(TRAINED_ATTRIBUTE).replaceFirst("<\\?xpacket[^>]*>", "")))
                .isEmpty();
    }

    /** XMP with an external entity, also where EXIF holds it as a value. */
    @Test
    void reachesOutToNobody() throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(300);
            String packet = "<!DOCTYPE x [<!ENTITY a SYSTEM \"http://127.0.0.1:%d/a\">]><x>&a;</x>"
                    .formatted(trap.getLocalPort());
            byte[] xmp = packet.getBytes(StandardCharsets.UTF_8);

            ofXmp(packet);
            Provenance.of(List.of(block(MetadataBlock.Kind.EXIF, MarkedFiles.tiff(0x02bc, xmp, 0x02bd, xmp))));

            assertThatCode(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void saysNothingOfWhatIsDamaged() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<MetadataBlock> whole = List.of(
                block(MetadataBlock.Kind.C2PA, MANIFEST),
                block(MetadataBlock.Kind.XMP, MarkedFiles.xmp(TRAINED_ATTRIBUTE).getBytes(StandardCharsets.UTF_8)),
                block(MetadataBlock.Kind.EXIF, MarkedFiles.exif("Canon", "Canon EOS 90D")),
                block(MetadataBlock.Kind.PNG_TEXT, latin1("parameters\0" + MarkedFiles.SETTINGS)),
                block(
                        MetadataBlock.Kind.PNG_COMPRESSED_TEXT,
                        joined(latin1("Software\0\0"), MarkedFiles.deflated(latin1("NovelAI")))),
                block(
                        MetadataBlock.Kind.PNG_INTERNATIONAL_TEXT,
                        joined(latin1("Comment\0\0\0\0\0"), latin1("NovelAI"))));
        assertThat(Provenance.of(whole)).hasSize(6);
        for (int round = 0; round < 20_000; round++) {
            MetadataBlock block = whole.get(random.nextInt(whole.size()));
            byte[] bytes =
                    Arrays.copyOf(block.copy(), 1 + random.nextInt(block.bytes().remaining()));
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> Provenance.of(List.of(block(block.kind(), bytes))))
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    private static List<Finding> findings(byte[] file) throws UnreadableImageException {
        return Provenance.of(
                new ImageDecoder(DecodeLimits.DEFAULT).decode(file, 32).metadata());
    }

    private static List<Finding> ofC2pa(byte[] store) {
        return Provenance.of(List.of(block(MetadataBlock.Kind.C2PA, store)));
    }

    private static List<Finding> ofXmp(String packet) {
        return Provenance.of(List.of(block(MetadataBlock.Kind.XMP, packet.getBytes(StandardCharsets.UTF_8))));
    }

    private static MetadataBlock block(MetadataBlock.Kind kind, byte[] bytes) {
        return new MetadataBlock(kind, ByteBuffer.wrap(bytes));
    }
}
