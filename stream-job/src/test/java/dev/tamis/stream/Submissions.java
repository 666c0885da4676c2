package dev.tamis.stream;

import dev.tamis.schemas.Decision;
import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Verdict;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.stream.known.Sighting;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.similarity.Pdq;
import dev.tamis.vision.similarity.PdqHash;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Submissions for tests, at every stage of their way. */
public final class Submissions {
    public static final Instant SUBMITTED_AT = Instant.parse("2026-11-22T10:00:00Z");
    public static final String TOPIC = "uploads";
    public static final String SHA256 = "a".repeat(64);
    public static final Pdq PDQ = new Pdq(new PdqHash(1, 2, 3, 4), 99);

    private Submissions() {}

    /** A valid message; a test changes what it is about. */
    public static ImageSubmission.Builder message(String id, byte[] payload) {
        return ImageSubmission.newBuilder()
                .setId(id)
                .setAccount("account of " + id)
                .setSubmittedAt(SUBMITTED_AT)
                .setPayload(ByteBuffer.wrap(payload))
                .setDeclaredContentType("image/png")
                .setAttributes(new HashMap<>(Map.of("file", id + ".png")));
    }

    public static RawSubmission raw(long offset, ImageSubmission message) {
        return new RawSubmission(
                TOPIC, 3, offset, MessageCodec.of(ImageSubmission.class).encode(message));
    }

    public static Submission submission(String id, byte[] payload) {
        return new Submission(
                new StreamPosition(TOPIC, 3, 7L), message(id, payload).build(), false);
    }

    /** A submission whose file is elsewhere. */
    public static Submission referring(String id, String reference) {
        return new Submission(
                new StreamPosition(TOPIC, 3, 7L),
                message(id, new byte[0]).clearPayload().setReference(reference).build(),
                false);
    }

    /** A decoded submission of 32 x 32 pixels of one grey. */
    public static DecodedSubmission decoded(String id, int grey) {
        PreprocessedImage image = new PreprocessedImage(image(32, 32, grey), ImageFormat.PNG, 640, 480, null);
        return new DecodedSubmission(submission(id, new byte[] {1, 2, 3}), image, PDQ, List.of(), SHA256);
    }

    /** A decoded submission whose image was not seen before and that no analyst has decided on. */
    public static Sighting sighting(String id, int grey) {
        return new Sighting(decoded(id, grey), 1, null);
    }

    /** An analyst's decision on the file of {@link #decoded}. */
    public static ReviewDecision decision(Decision decision, Verdict verdict, Instant decidedAt) {
        return ReviewDecision.newBuilder()
                .setId("decision of " + decidedAt)
                .setSubmissionId("an earlier one")
                .setPayloadSha256(SHA256)
                .setDecision(decision)
                .setVerdict(verdict)
                .setReviewer("analyst")
                .setDecidedAt(decidedAt)
                .build();
    }

    /** A PNG file of one grey, 0 to 255. */
    public static byte[] png(int grey) {
        return PngEncoder.encode(image(48, 32, grey));
    }

    private static RgbImage image(int width, int height, int grey) {
        byte[] rgb = new byte[RgbImage.CHANNELS * width * height];
        Arrays.fill(rgb, (byte) grey);
        return new RgbImage(width, height, rgb);
    }
}
