package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.ScoreBand;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * How two thresholds divide the images of one class.
 *
 * @param authentic share below both, 0 to 1
 * @param uncertain share between them or out of the detector's range
 * @param generated share above both
 */
public record Bands(double authentic, double uncertain, double generated) {
    static Bands of(List<ScoredImage> images, Thresholds thresholds) {
        return new Bands(
                share(images, thresholds, ScoreBand.AUTHENTIC),
                share(images, thresholds, ScoreBand.UNCERTAIN),
                share(images, thresholds, ScoreBand.GENERATED));
    }

    private static double share(List<ScoredImage> images, Thresholds thresholds, ScoreBand band) {
        long count = images.stream()
                .filter(image -> band == (image.inRange() ? thresholds.band(image.score()) : ScoreBand.UNCERTAIN))
                .count();
        return (double) count / images.size();
    }
}
