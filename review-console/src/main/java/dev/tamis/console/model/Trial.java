package dev.tamis.console.model;

import dev.tamis.stream.check.CheckResult;
import dev.tamis.stream.check.ImageChecker;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.JpegEncoder;
import dev.tamis.vision.image.UnreadableImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Judges image files that someone tries, by the rules of the stream and the detector that gives its verdicts.
 *
 * <p>Safe for use by several threads, of which one at a time is served.
 */
public final class Trial implements AutoCloseable {
    private static final HeatmapOverlay OVERLAY = new HeatmapOverlay(256);
    private static final HeatmapOverlay PREVIEW = new HeatmapOverlay(480);
    private static final int PREVIEW_QUALITY = 85;

    private final DetectorFolder folder;
    private final JobControl job;
    private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULT);
    private @Nullable Open open;

    private record Open(DetectorFile file, ImageChecker checker) {}

    public Trial(DetectorFolder folder, JobControl job) {
        this.folder = folder;
        this.job = job;
    }

    /**
     * The detector that images are tried on: the one in force where it lies in the folder, and the folder's first where it does not.
     *
     * @return null where there is none at all
     */
    public synchronized @Nullable DetectorFile detector() throws IOException {
        var files = folder.all();
        String active = job.active().orElse("");
        return files.stream()
                .filter(file -> file.sha256().equals(active))
                .findFirst()
                .orElse(files.isEmpty() ? null : files.get(0));
    }

    /**
     * Judges an image file.
     *
     * @param name what the result calls it
     * @throws UnusableDetectorException where there is no detector to judge it by
     */
    public synchronized TriedImage judge(String name, byte[] file) throws IOException, UnusableDetectorException {
        CheckResult result = checker().check(name, file);
        if (!(result instanceof CheckResult.Scored scored)) {
            return new TriedImage(result, null, null);
        }
        try {
            byte[] preview = JpegEncoder.encode(
                    PREVIEW.plain(decoder.decode(file, PREVIEW.longestSide()).pixels()), PREVIEW_QUALITY);
            ByteArrayOutputStream heat = new ByteArrayOutputStream();
            ImageIO.write(OVERLAY.layer(scored.heatmap()), "png", heat);
            return new TriedImage(result, preview, heat.toByteArray());
        } catch (UnreadableImageException e) {
            throw new UncheckedIOException(new IOException(name + " was read a moment ago", e));
        }
    }

    private ImageChecker checker() throws IOException, UnusableDetectorException {
        DetectorFile wanted = detector();
        if (wanted == null) {
            throw new UnusableDetectorException("no detector lies in the folder of detectors");
        }
        Open now = open;
        if (now == null || !now.file.sha256().equals(wanted.sha256())) {
            close();
            now = new Open(wanted, ImageChecker.open(wanted.path()));
            open = now;
        }
        return now.checker;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.checker.close();
            open = null;
        }
    }
}
