package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a page draws of the scores.
 *
 * @param roc the ROC curve; empty where a class has no image
 * @param reliability the reliability diagram
 * @param sweep figures at other thresholds than 1/2; empty where a class has no image
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Curves(List<RocPoint> roc, List<ReliabilityBin> reliability, List<SweepPoint> sweep) {
    static Curves of(List<ScoredImage> images) {
        Sample sample = Sample.of(images);
        boolean both = ScoredImage.haveBothClasses(images);
        return new Curves(
                both ? RocPoint.curve(sample) : List.of(),
                CalibrationError.diagram(sample),
                both ? SweepPoint.sweep(sample) : List.of());
    }
}
