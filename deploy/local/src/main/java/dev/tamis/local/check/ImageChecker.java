package dev.tamis.local.check;

import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scores image files with the stream's limits, preprocessing and detector, without a stream. One thread uses it. */
public final class ImageChecker implements AutoCloseable {
    private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;
    private static final HeatmapOverlay OVERLAY = new HeatmapOverlay(512);

    private final OnnxDetector detector;
    private final Preprocessor preprocessor;

    private ImageChecker(OnnxDetector detector) {
        this.detector = detector;
        this.preprocessor = new Preprocessor(detector.metadata().preprocessing(), LIMITS);
    }

    /**
     * Loads a detector.
     *
     * @param detector the {@code detector.onnx} file
     */
    public static ImageChecker open(Path detector) throws UnusableDetectorException {
        return new ImageChecker(OnnxDetector.load(detector));
    }

    /**
     * Scores a file.
     *
     * @throws IOException where the file cannot be read
     */
    public CheckResult check(Path file) throws IOException {
        String path = file.toString();
        try {
            Detection detection = detector.detect(
                            List.of(preprocessor.read(read(file)).pixels()))
                    .get(0);
            return new CheckResult.Scored(
                    path,
                    detector.metadata().band(detection),
                    detection.score(),
                    detector.metadata().range().contains(detection.fineDetail()),
                    detector.metadata().id(),
                    detector.sha256(),
                    detection.heatmap());
        } catch (UnreadableImageException e) {
            return new CheckResult.Rejected(path, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    /** Writes the image of a scored file under its heat map, as PNG. */
    public void writeOverlay(CheckResult.Scored scored, Path target) throws IOException {
        try {
            ImageDecoder decoder = new ImageDecoder(LIMITS);
            var image = decoder.decode(read(Path.of(scored.path())), OVERLAY.longestSide());
            Files.write(target, PngEncoder.encode(OVERLAY.overlay(image.pixels(), scored.heatmap())));
        } catch (UnreadableImageException e) {
            throw new IOException(scored.path() + " changed since it was scored", e);
        }
    }

    @Override
    public void close() {
        detector.close();
    }

    /** A file's bytes; of a file that is larger than allowed, enough to be rejected for it. */
    private static byte[] read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(Math.toIntExact(LIMITS.maxBytes() + 1));
        }
    }
}
