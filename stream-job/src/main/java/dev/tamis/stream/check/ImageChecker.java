package dev.tamis.stream.check;

import dev.tamis.stream.policy.VerdictPolicy;
import dev.tamis.stream.policy.VerdictSettings;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.DetectorMetadata;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.explain.HeatmapOverlay;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.DecodedImage;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.provenance.Finding;
import dev.tamis.vision.provenance.Provenance;
import dev.tamis.vision.quality.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Judges image files with the stream's limits, preprocessing, detector and rules, without a stream. One thread uses it. */
public final class ImageChecker implements AutoCloseable {
    private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;
    private static final HeatmapOverlay OVERLAY = new HeatmapOverlay(512);

    private final OnnxDetector detector;
    private final Preprocessor preprocessor;
    private final VerdictPolicy policy;

    private ImageChecker(OnnxDetector detector) {
        this.detector = detector;
        DetectorMetadata metadata = detector.metadata();
        this.preprocessor = new Preprocessor(metadata.preprocessing(), LIMITS);
        this.policy = VerdictSettings.DEFAULT.policy(metadata.thresholds(), metadata.range());
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
     * Scores an image file.
     *
     * @param name what the result calls it
     * @param file its bytes
     */
    public CheckResult check(String name, byte[] file) {
        try {
            DecodedImage decoded = preprocessor.decode(file);
            PreprocessedImage image = preprocessor.preprocessed(decoded);
            Detection detection = detector.detect(List.of(image.pixels())).get(0);
            List<Defect> defects = policy.quality().defects(image, detection.fineDetail());
            List<Finding> findings = Provenance.of(decoded.metadata());
            VerdictPolicy.Ruling ruling = policy.rule(detection, defects, findings);
            return new CheckResult.Scored(
                    name,
                    ruling.verdict(),
                    ruling.basis(),
                    detection.score(),
                    defects,
                    findings,
                    detector.metadata().id(),
                    detector.sha256(),
                    detection.heatmap());
        } catch (UnreadableImageException e) {
            return new CheckResult.Rejected(name, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The image of a scored file under its heat map, as PNG.
     *
     * @param file the bytes that were scored
     */
    public byte[] overlay(CheckResult.Scored scored, byte[] file) {
        try {
            var image = new ImageDecoder(LIMITS).decode(file, OVERLAY.longestSide());
            return PngEncoder.encode(OVERLAY.overlay(image.pixels(), scored.heatmap()));
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException(scored.path() + " is not the file that was scored", e);
        }
    }

    /** What the detector says of itself. */
    public DetectorMetadata metadata() {
        return detector.metadata();
    }

    @Override
    public void close() {
        detector.close();
    }

    /** A file's bytes; of a file that is larger than allowed, enough to be rejected for it. */
    public static byte[] read(InputStream file) throws IOException {
        return file.readNBytes(Math.toIntExact(LIMITS.maxBytes() + 1));
    }
}
