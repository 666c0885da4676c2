package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.Thresholds;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Measures a detector on changed images.
 *
 * @param onImages called after each batch with its number of images
 */
public record Robustness(Detector detector, IntConsumer onImages) {
    /** How often {@link #underDegradations} scores each image. */
    public static final int TRIALS = RobustnessTrial.BATTERY.size();

    /** The figures under each degradation at each strength. */
    public List<DegradedPart> underDegradations(ImageSet images) {
        List<DegradedPart> parts = new ArrayList<>();
        for (RobustnessTrial trial : RobustnessTrial.BATTERY) {
            List<ScoredImage> scored = Scorer.score(detector, trial.of(images), onImages);
            parts.add(new DegradedPart(trial.kind(), trial.strength(), Evaluation.of(scored, thresholds())));
        }
        return parts;
    }

    /**
     * The figures under each resampling filter.
     *
     * @param resampled the same images by each filter
     */
    public List<ResampledPart> underFilters(Map<ResamplingFilter, ImageSet> resampled) {
        List<ResampledPart> parts = new ArrayList<>();
        resampled.forEach((filter, images) -> {
            List<ScoredImage> scored = Scorer.score(detector, images, onImages);
            parts.add(new ResampledPart(
                    filter.name(), Evaluation.of(scored, thresholds()), Breakdown.of(scored, thresholds())));
        });
        return parts;
    }

    private Thresholds thresholds() {
        return detector.metadata().thresholds();
    }
}
