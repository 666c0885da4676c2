package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.DataSetHash;
import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.OnnxDetector;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * The figures of a detector and what they are of, as {@code evaluate --json} writes them.
 *
 * @param detector the detector's name
 * @param sha256 of the detector file
 * @param data {@linkplain DataSetHash hash} of the images
 * @param split of the data set
 * @param positiveClass the label that precision, recall and F1 are of
 * @param temperature of the detector's calibration
 * @param thresholds the detector's own
 * @param figures what was measured
 */
public record EvaluationReport(
        String detector,
        String sha256,
        String data,
        String split,
        Label positiveClass,
        double temperature,
        Thresholds thresholds,
        Evaluation figures) {

    /** Reports on the images that a detector has scored. */
    public static EvaluationReport of(OnnxDetector detector, ImagePack pack, Split split, List<ScoredImage> scored) {
        Thresholds thresholds = detector.metadata().thresholds();
        return new EvaluationReport(
                detector.metadata().id(),
                detector.sha256(),
                DataSetHash.of(pack.rows(split).stream().map(pack.images()::get).toList()),
                split.toString(),
                Label.FAKE,
                detector.metadata().calibration().temperature(),
                thresholds,
                Evaluation.of(scored, thresholds));
    }
}
