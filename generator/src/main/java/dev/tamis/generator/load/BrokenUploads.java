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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
                rejected("50000-by-50000.png", RejectionReason.TOO_MANY_PIXELS, () -> HollowPng.bytes(50_000, 50_000)),
                rejected("64-mib-of-zeros.jpg", RejectionReason.TOO_MANY_BYTES, () -> new byte[SIXTY_FOUR_MIB]),
                judged("200-frames.gif", () -> ImageFiles.gif(frames())),
                judged("four-inks.jpg", () -> ImageFiles.cmykJpeg(picture(), 0.9f)),
                judged("progressive.jpg", () -> ImageFiles.progressiveJpeg(picture(), 0.8f)),
                judged("one-pixel.png", () -> ImageFiles.png(Scenes.gradient().paint(1, 1))),
                judged("16-bit-with-alpha.png", () -> ImageFiles.png(PixelTypes.deepWithAlpha(picture()))),
                foreign("a message of another type", reviewDecision()),
                foreign("random bytes", randomBytes()),
                foreign("a record without a value", null));
    }

    private static BrokenUpload rejected(String name, RejectionReason reason, Supplier<byte[]> file) {
        return new BrokenUpload(Upload.named(name, file::get), new Expected.Rejection(reason));
    }

    private static BrokenUpload judged(String name, Supplier<byte[]> file) {
        return new BrokenUpload(Upload.named(name, file::get), new Expected.AnyVerdict());
    }

    private static BrokenUpload foreign(String name, byte @Nullable [] value) {
        return new BrokenUpload(new RawRecord(name, value), new Expected.Rejection(RejectionReason.NOT_A_SUBMISSION));
    }

    private static BufferedImage picture() {
        return Scenes.rings(11).paint(320, 240);
    }

    private static List<BufferedImage> frames() {
        return Scenes.openingFlower(2, GIF_FRAMES)
                .map(scene -> scene.paint(64, 48))
                .toList();
    }

    private static byte[] text() {
        return "This file says that it is a picture.\n".repeat(40).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
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
