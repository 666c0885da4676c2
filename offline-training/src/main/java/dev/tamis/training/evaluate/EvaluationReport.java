package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a detector and what they are of, as {@code evaluate --json} writes them.
 *
 * @param subject which detector on which images
 * @param figures of all images
 * @param intervals how sure they are
 * @param curves what a page draws of them
 * @param groups figures by division of the images, where there is one: by set, class or label
 * @param further what was asked for beside
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EvaluationReport(
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Evaluation figures,
        Intervals intervals,
        @JsonUnwrapped Curves curves,
        Map<String, List<Part>> groups,
        @JsonUnwrapped FurtherFigures further) {

    /**
     * Reports on the images that a detector has scored.
     *
     * @param split of the images, where they are of one
     */
    public static EvaluationReport of(
            OnnxDetector detector, ImageSet images, Optional<Split> split, List<ScoredImage> scored) {
        Thresholds thresholds = detector.metadata().thresholds();
        return new EvaluationReport(
                Subject.of(detector, images, split),
                Evaluation.of(scored, thresholds),
                Intervals.of(scored),
                Curves.of(scored),
                Breakdown.of(scored, thresholds),
                FurtherFigures.NONE);
    }

    /** The same with what was asked for beside. */
    public EvaluationReport with(FurtherFigures asked) {
        return new EvaluationReport(subject, figures, intervals, curves, groups, asked);
    }
}
