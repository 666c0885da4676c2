package dev.tamis.training.foreign;

import dev.tamis.vision.detector.Calibration;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.UnusableDetectorException;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How far an imported detector is from the classifier that it was made of: the detector on all images at once, the classifier
 * as it came on one after the other.
 *
 * @param images number of images compared
 * @param probability largest difference of P(REAL)
 */
public record ImportParity(int images, double probability) {
    private static final int IMAGES = 8;

    /** Largest difference that passes for rounding. */
    private static final double LIMIT = 1e-5;

    /**
     * Compares on images of noise, the same each time.
     *
     * @param detector the imported file, without calibration
     * @throws UnusableDetectorException where they differ
     */
    public static ImportParity measure(ForeignModel model, ImportPlan plan, Detector detector)
            throws UnusableDetectorException {
        if (!detector.metadata().calibration().equals(Calibration.NONE)) {
            throw new IllegalArgumentException("a detector without calibration expected: its scores are 1 - P(REAL)");
        }
        List<RgbImage> images = images(plan.input());
        List<Double> expected = probabilities(model, plan, images);
        List<Detection> found = detect(model, detector, images);
        double largest = 0;
        for (int i = 0; i < images.size(); i++) {
            largest = Math.max(
                    largest, Math.abs(expected.get(i) - 1 + found.get(i).score()));
        }
        if (!(largest <= LIMIT)) {
            throw model.unusable("as a detector that scores %d images at once it gives P(REAL) another value, by %.2g; "
                            .formatted(IMAGES, largest)
                    + "an image's values must not depend on the others of its batch");
        }
        return new ImportParity(images.size(), largest);
    }

    private static List<Double> probabilities(ForeignModel model, ImportPlan plan, List<RgbImage> images)
            throws UnusableDetectorException {
        List<Double> probabilities = new ArrayList<>();
        try (ForeignSession session = ForeignSession.open(model, plan.input(), List.of())) {
            for (RgbImage image : images) {
                probabilities.add(plan.probabilityReal(session.values(image)));
            }
        }
        return probabilities;
    }

    private static List<Detection> detect(ForeignModel model, Detector detector, List<RgbImage> images)
            throws UnusableDetectorException {
        try {
            return detector.detect(images);
        } catch (IllegalStateException e) {
            throw model.fixed(e);
        }
    }

    private static List<RgbImage> images(PreprocessSpec spec) {
        Random random = new Random(1);
        return Stream.generate(() -> {
                    byte[] rgb = new byte[spec.tensorSize()];
                    random.nextBytes(rgb);
                    return new RgbImage(spec.width(), spec.height(), rgb);
                })
                .limit(IMAGES)
                .toList();
    }
}
