package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.Calibration;
import java.util.List;

/**
 * Fits the one parameter of a {@link Calibration}: the temperature at which the log-loss on validation images is smallest
 * (Guo et al. 2017, section 4.2). The loss is convex in 1/temperature, so that a golden-section search finds it.
 */
public final class TemperatureScaling {
    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final double SATURATED = 1e-7;
    private static final double TOLERANCE = 1e-4;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private TemperatureScaling() {}

    /**
     * Fits a calibration.
     *
     * @param uncalibrated scored without calibration
     */
    public static Calibration fit(List<ScoredImage> uncalibrated) {
        double[] margins =
                uncalibrated.stream().mapToDouble(TemperatureScaling::margin).toArray();
        double low = 1 / HOTTEST;
        double high = 1 / COLDEST;
        while (high - low > TOLERANCE * low) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(margins, left) < loss(margins, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Calibration(2 / (low + high));
    }

    /** The same images with calibrated scores. */
    public static List<ScoredImage> apply(Calibration calibration, List<ScoredImage> uncalibrated) {
        return uncalibrated.stream()
                .map(image -> image.scored(calibration.score(1 - image.score())))
                .toList();
    }

    /** The logit of the image's true class. */
    private static double margin(ScoredImage image) {
        double score = Math.max(SATURATED, Math.min(1 - SATURATED, image.score()));
        double logit = Math.log(score) - Math.log1p(-score);
        return image.isFake() ? logit : -logit;
    }

    /** Summed log-loss, from logits: from scores it would be flat where they saturate. */
    private static double loss(double[] margins, double inverseTemperature) {
        double sum = 0;
        for (double margin : margins) {
            double scaled = margin * inverseTemperature;
            sum += Math.max(0, -scaled) + Math.log1p(Math.exp(-Math.abs(scaled)));
        }
        return sum;
    }
}
