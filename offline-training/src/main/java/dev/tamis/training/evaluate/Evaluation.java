package dev.tamis.training.evaluate;

import dev.tamis.vision.detector.Thresholds;
import java.util.List;

/**
 * The figures of a detector on labelled images. FAKE is the positive class: Tamis looks for generated images.
 *
 * @param accuracy share of images on the right side of a score of 1/2
 * @param precision of FAKE
 * @param recall of FAKE
 * @param f1 of FAKE
 * @param auroc exact area under the ROC curve
 * @param loss mean binary cross-entropy of the scores
 * @param calibrationError expected calibration error in 15 bins
 * @param confusion counts behind accuracy, precision and recall
 * @param fake how the thresholds divide the FAKE images
 * @param real how they divide the REAL images
 */
public record Evaluation(
        int images,
        double accuracy,
        double precision,
        double recall,
        double f1,
        double auroc,
        double loss,
        double calibrationError,
        Confusion confusion,
        Bands fake,
        Bands real) {

    /**
     * Measures.
     *
     * @param images at least one of each class
     */
    public static Evaluation of(List<ScoredImage> images, Thresholds thresholds) {
        Confusion confusion = Confusion.of(images);
        return new Evaluation(
                images.size(),
                confusion.accuracy(),
                confusion.precision(),
                confusion.recall(),
                confusion.f1(),
                Auroc.of(images),
                LogLoss.of(images),
                CalibrationError.of(images),
                confusion,
                Bands.of(images.stream().filter(ScoredImage::isFake).toList(), thresholds),
                Bands.of(images.stream().filter(image -> !image.isFake()).toList(), thresholds));
    }
}
