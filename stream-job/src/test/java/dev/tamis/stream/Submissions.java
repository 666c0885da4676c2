package dev.tamis.stream;

import dev.tamis.schemas.ImageSubmission;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.stream.decode.DecodedSubmission;
import dev.tamis.stream.ingest.RawSubmission;
import dev.tamis.stream.ingest.Submission;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessedImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Submissions for tests, at every stage of their way. */
public final class Submissions {
    public static final Instant SUBMITTED_AT = Instant.parse("2026-11-22T10:00:00Z");
    public static final String TOPIC = "uploads";

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
                new StreamPosition(TOPIC, 3, 7L), message(id, payload).build());
    }

    /** A decoded submission of 32 x 32 pixels of one grey. */
    public static DecodedSubmission decoded(String id, int grey) {
        byte[] rgb = new byte[32 * 32 * RgbImage.CHANNELS];
        Arrays.fill(rgb, (byte) grey);
        PreprocessedImage image = new PreprocessedImage(new RgbImage(32, 32, rgb), ImageFormat.PNG, 640, 480);
        return new DecodedSubmission(submission(id, new byte[] {1, 2, 3}), image, "a".repeat(64));
    }

    /** A PNG file of one grey, 0 to 255. */
    public static byte[] png(int grey) {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
