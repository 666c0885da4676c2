package dev.tamis.console;

import dev.tamis.generator.paint.ImageFiles;
import dev.tamis.generator.paint.Scenes;
import dev.tamis.schemas.AccountHistory;
import dev.tamis.schemas.AccountStanding;
import dev.tamis.schemas.DetectorIdentity;
import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.Finding;
import dev.tamis.schemas.FindingClaim;
import dev.tamis.schemas.FindingSource;
import dev.tamis.schemas.ImageProperties;
import dev.tamis.schemas.ImageVerdict;
import dev.tamis.schemas.ReviewCause;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.StreamPosition;
import dev.tamis.schemas.Topics;
import dev.tamis.schemas.Verdict;
import dev.tamis.schemas.VerdictBasis;
import dev.tamis.schemas.VerdictCounts;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.schemas.VerdictThresholds;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Review items for tests. */
public final class TestItems {
    public static final Instant SUBMITTED = Instant.parse("2026-11-28T12:00:00Z");
    private static final byte[] NO_IMAGE = {1, 2, 3};
    private static final int SEEN = 32;
    private static final int MAP = 8;

    private TestItems() {}

    /** The least that an item has; its file is no image. */
    public static ReviewItem.Builder flagged(String id, int priority) {
        return item(id, priority, NO_IMAGE, "PNG", 3, 3);
    }

    /** An item with all that there is to see: a painted portrait, its heat map, findings, an account's history. */
    public static ReviewItem.Builder portrait(String id, int seed) {
        byte[] file = ImageFiles.jpeg(Scenes.portrait(seed).paint(480, 600), 0.9f);
        ReviewItem.Builder item = item(id, 60, file, "JPEG", 480, 600);
        item.getVerdict().setHeatmap(new VerdictHeatmap(MAP, MAP, ByteBuffer.wrap(map())));
        item.getVerdict().setDetector(new DetectorIdentity("tamis-test", "ab".repeat(32), "cd".repeat(8)));
        item.getVerdict().setThresholds(new VerdictThresholds(0.2, 0.8));
        item.getVerdict()
                .setFindings(List.of(new Finding(
                        FindingSource.PNG_TEXT,
                        FindingClaim.GENERATED,
                        "parameters: <script>alert(1)</script>",
                        false)));
        item.getVerdict()
                .setAccountHistory(
                        new AccountHistory(AccountStanding.WATCHED, List.of(new VerdictCounts(24, 3, 1, 2))));
        return item.setAttributes(new HashMap<>(Map.of("file", "portrait.jpg")))
                .setDetectorInput(new DetectorInput(SEEN, SEEN, ByteBuffer.wrap(seen(seed))));
    }

    private static ReviewItem.Builder item(String id, int priority, byte[] file, String format, int width, int height) {
        return ReviewItem.newBuilder()
                .setSubmissionId(id)
                .setCause(ReviewCause.FLAGGED)
                .setPriority(priority)
                .setPayload(ByteBuffer.wrap(file))
                .setVerdict(ImageVerdict.newBuilder()
                        .setSubmissionId(id)
                        .setAccount("account-1")
                        .setSubmittedAt(SUBMITTED)
                        .setDecidedAt(SUBMITTED.plusSeconds(1))
                        .setPosition(new StreamPosition(Topics.SUBMISSIONS, 0, 0L))
                        .setVerdict(Verdict.GENERATED)
                        .setBasis(VerdictBasis.SCORE_AT_OR_ABOVE_GENERATED_THRESHOLD)
                        .setScore(0.9)
                        .setSightings(1)
                        .setImage(ImageProperties.newBuilder()
                                .setFormat(format)
                                .setWidth(width)
                                .setHeight(height)
                                .setPayloadBytes(file.length)
                                .setPayloadSha256(sha256(file))
                                .build())
                        .build())
                .setDetectorInput(new DetectorInput(1, 1, ByteBuffer.wrap(new byte[3])));
    }

    private static byte[] map() {
        byte[] values = new byte[MAP * MAP];
        for (int i = 0; i < values.length; i++) {
            int dx = i % MAP - 3;
            int dy = i / MAP - 3;
            values[i] = (byte) Math.max(0, 255 - 25 * (dx * dx + dy * dy));
        }
        return values;
    }

    /** A portrait at the size of the network's input. */
    private static byte[] seen(int seed) {
        int[] pixels = Scenes.portrait(seed).paint(SEEN, SEEN).getRGB(0, 0, SEEN, SEEN, null, 0, SEEN);
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return rgb;
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
