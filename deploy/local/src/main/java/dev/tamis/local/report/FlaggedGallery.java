package dev.tamis.local.report;

import dev.tamis.schemas.DetectorInput;
import dev.tamis.schemas.ReviewItem;
import dev.tamis.schemas.VerdictHeatmap;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pictures of the flagged images of a run, drawn from their review items alone: a reader of Kafka sees the same. They
 * are written as they come, so that memory holds one upload at a time.
 */
public final class FlaggedGallery {
    private static final HeatmapOverlay PICTURE = new HeatmapOverlay(256);
    private static final String PICTURES = "[0-9]*-{image.jpg,overlay.jpg,seen.png}";

    private final Path folder;
    private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULT);
    private final Map<String, FlaggedImage> images = new LinkedHashMap<>();

    private FlaggedGallery(Path folder) {
        this.folder = folder;
    }

    /** Opens an empty gallery; pictures of an earlier one in the same folder go. */
    public static FlaggedGallery in(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, PICTURES)) {
            for (Path picture : earlier) {
                Files.delete(picture);
            }
        }
        return new FlaggedGallery(folder);
    }

    /** Draws the pictures of a review item; one that was drawn before is left as it is. */
    public void add(ReviewItem item) throws IOException {
        VerdictHeatmap map = item.getVerdict().getHeatmap();
        ByteBuffer payload = item.getPayload();
        if (map == null || payload == null || images.containsKey(item.getSubmissionId())) {
            return;
        }
        FlaggedImage flagged = new FlaggedImage(item.getVerdict(), "%05d".formatted(images.size() + 1));
        RgbImage image = decode(item.getSubmissionId(), bytes(payload));
        Heatmap heatmap = Heatmap.ofBytes(map.getWidth(), map.getHeight(), bytes(map.getValues()));
        DetectorInput input = item.getDetectorInput();
        RgbImage seen = new RgbImage(input.getWidth(), input.getHeight(), bytes(input.getRgb()));
        Pictures.writeJpeg(PICTURE.plain(image), folder.resolve(flagged.image()));
        Pictures.writeJpeg(PICTURE.overlay(image, heatmap), folder.resolve(flagged.overlay()));
        Files.write(folder.resolve(flagged.seen()), PngEncoder.encode(seen));
        images.put(item.getSubmissionId(), flagged);
    }

    Optional<FlaggedImage> image(String submissionId) {
        return Optional.ofNullable(images.get(submissionId));
    }

    private RgbImage decode(String submissionId, byte[] payload) {
        try {
            return decoder.decode(payload, PICTURE.longestSide()).pixels();
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("an image that was judged cannot be decoded: " + submissionId, e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
