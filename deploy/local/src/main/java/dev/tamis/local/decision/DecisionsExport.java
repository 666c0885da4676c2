package dev.tamis.local.decision;

import dev.tamis.local.stack.CommittedRecords;
import dev.tamis.schemas.MessageCodec;
import dev.tamis.schemas.ReviewDecision;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.Topics;
import dev.tamis.stream.kafka.KafkaConnection;
import dev.tamis.vision.image.ImageFormat;
import dev.tamis.vision.image.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the analysts' decisions into a folder of labelled images. It reads the decisions, which are small, and then lets the
 * review items pass one by one, so that no more than one image file is held at a time.
 */
public final class DecisionsExport {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CommittedRecords kafka;
    private final DecisionsFolder folder;

    /**
     * Prepares an export.
     *
     * @param folder that is made or brought up to date
     */
    public DecisionsExport(KafkaConnection kafka, Path folder) {
        this.kafka = new CommittedRecords(kafka, PATIENCE);
        this.folder = new DecisionsFolder(folder);
    }

    /**
     * What an export found.
     *
     * @param submissions decided on
     * @param images of these: different image files
     * @param fake labelled FAKE and written
     * @param real labelled REAL and written
     * @param undecided image files of which the decision in force does not say what they are
     * @param withoutFile decided image files whose bytes no review item carries
     * @param unreadableRecords of both topics
     */
    public record Counts(
            int submissions,
            int images,
            long fake,
            long real,
            long undecided,
            long withoutFile,
            long unreadableRecords) {}

    /** Writes the folder. */
    public Counts run() throws IOException {
        DecisionBook book = new DecisionBook();
        long unreadable = kafka.forEach(Topics.REVIEW_DECISIONS, MessageCodec.of(ReviewDecision.class), book::enter);
        Map<String, ReviewDecision> labelled = book.labelled();
        Map<String, DecidedImage> written = new HashMap<>();
        unreadable += kafka.forEach(
                Topics.REVIEW_ITEMS, MessageCodec.of(ReviewItem.class), item -> take(item, labelled, written));
        folder.finish(written.values());
        int images = book.byFile().size();
        return new Counts(
                book.submissions(),
                images,
                count(written, Truth.FAKE),
                count(written, Truth.REAL),
                images - labelled.size(),
                labelled.size() - written.size(),
                unreadable);
    }

    private void take(ReviewItem item, Map<String, ReviewDecision> labelled, Map<String, DecidedImage> written)
            throws IOException {
        String sha256 = item.getVerdict().getImage().getPayloadSha256();
        ReviewDecision decision = labelled.get(sha256);
        ByteBuffer payload = item.getPayload();
        if (decision == null || payload == null || written.containsKey(sha256)) {
            return;
        }
        byte[] file = new byte[payload.remaining()];
        payload.duplicate().get(file);
        if (sha256.equals(sha256(file))) {
            Truth truth = Truth.of(decision).orElseThrow();
            String name = truth + "/" + sha256 + "." + extension(file);
            folder.write(name, file);
            written.put(sha256, DecidedImage.of(name, truth, decision, item));
        }
    }

    private static long count(Map<String, DecidedImage> written, Truth truth) {
        return written.values().stream().filter(image -> image.label() == truth).count();
    }

    /** The job has decoded the file, so its format is one of those known; a file of none is kept as what it is. */
    private static String extension(byte[] file) {
        try {
            return ImageFormat.of(file).name().toLowerCase(Locale.ROOT);
        } catch (UnreadableImageException e) {
            return "bin";
        }
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
