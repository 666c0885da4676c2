package dev.tamis.generator.load;

import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.PixelTypes;
import dev.tamis.generator.paint.Scenes;
import dev.tamis.schemas.Decision;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.RejectionReason;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.Verdict;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Uploads that are broken or unusual on purpose, with the outcome that a job with the default limits should give each:
 * broken files and foreign records are rejected, unusual images are judged.
 */
public final class BrokenUploads {
    private static final int SIXTY_FOUR_MIB = 64 << 20;
    private static final int GIF_FRAMES = 200;

    private BrokenUploads() {}

    /** All of them; the same bytes every time on the same JDK. */
    public static List<BrokenUpload> all() {
        return List.of(
                rejected("empty.jpg", RejectionReason.EMPTY, () -> new byte[0]),
                rejected("text-named-as-an-image.jpg", RejectionReason.UNKNOWN_FORMAT, BrokenUploads::text),
                rejected("truncated.jpg", RejectionReason.TRUNCATED, () -> half(ImageFiles.jpeg(picture(), 0.9f))),
                rejected("truncated.png", RejectionReason.TRUNCATED, () -> half(ImageFiles.png(picture()))),
                rejected("50000-by-50000.png", RejectionReason.TOO_MANY_PIXELS, () -> pngHeader(50_000, 50_000)),
                rejected("64-mib-of-zeros.jpg", RejectionReason.TOO_MANY_BYTES, () -> new byte[SIXTY_FOUR_MIB]),
                judged("200-frames.gif", () -> ImageFiles.gif(frames())),
                judged("four-inks.jpg", () -> ImageFiles.cmykJpeg(picture(), 0.9f)),
                judged("progressive.jpg", () -> ImageFiles.progressiveJpeg(picture(), 0.8f)),
                judged("one-pixel.png", () -> ImageFiles.png(Scenes.gradient().paint(1, 1))),
                judged("16-bit-with-alpha.png", () -> ImageFiles.png(PixelTypes.deepWithAlpha(picture()))),
                foreign("a message of another type", reviewDecision()),
                foreign("random bytes", randomBytes()),
                new BrokenUpload(
                        new RawRecord("a record without a value", null),
                        new Expected.Rejection(RejectionReason.NOT_A_SUBMISSION)));
    }

    private static BrokenUpload rejected(String name, RejectionReason reason, Supplier<byte[]> file) {
        return new BrokenUpload(Upload.named(name, file::get), new Expected.Rejection(reason));
    }

    private static BrokenUpload judged(String name, Supplier<byte[]> file) {
        return new BrokenUpload(Upload.named(name, file::get), new Expected.AnyVerdict());
    }

    private static BrokenUpload foreign(String name, byte[] value) {
        return new BrokenUpload(new RawRecord(name, value), new Expected.Rejection(RejectionReason.NOT_A_SUBMISSION));
    }

    private static BufferedImage picture() {
        return Scenes.rings(11).paint(320, 240);
    }

    private static List<BufferedImage> frames() {
        return IntStream.range(0, GIF_FRAMES)
                .mapToObj(frame -> Scenes.flower(2, (double) frame / GIF_FRAMES).paint(64, 48))
                .toList();
    }

    private static byte[] text() {
        return "This file says that it is a picture.\n".repeat(40).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** A PNG that claims a size and ends before its first pixel (PNG specification, sections 5.2, 5.3 and 11.2.1). */
    private static byte[] pngHeader(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
        chunk.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB, no interlacing
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array());
        ByteBuffer file = ByteBuffer.allocate(33).putLong(0x89504e470d0a1a0aL).putInt(13);
        return file.put(chunk.array()).putInt((int) checksum.getValue()).array();
    }

    private static byte[] reviewDecision() {
        return MessageCodec.of(ReviewDecision.class)
                .encode(ReviewDecision.newBuilder()
                        .setId("decision-1")
                        .setSubmissionId("submission-1")
                        .setPayloadSha256("0".repeat(64))
                        .setDecision(Decision.CONFIRMED)
                        .setVerdict(Verdict.GENERATED)
                        .setReviewer("a reviewer")
                        .setDecidedAt(Instant.EPOCH)
                        .build());
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[1_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
