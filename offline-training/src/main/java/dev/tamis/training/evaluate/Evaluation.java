package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.vision.detector.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures of a detector on labelled images. FAKE is the positive class: Tamis looks for generated images. What needs images
 * of a class that there are none of is absent.
 *
 * @param accuracy share of images on the right side of a score of 1/2
 * @param precision of FAKE
 * @param recall of FAKE
 * @param f1 of FAKE
 * @param auroc exact area under the ROC curve
 * @param loss mean binary cross-entropy of the scores
 * @param ece expected calibration error in 15 bins of equal width
 * @param confusion counts behind accuracy, precision and recall
 * @param fake figures of the FAKE images
 * @param real figures of the REAL images
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Evaluation(
        int images,
        double accuracy,
        OptionalDouble precision,
        OptionalDouble recall,
        OptionalDouble f1,
        OptionalDouble auroc,
        double loss,
        double ece,
        Confusion confusion,
        Optional<ClassFigures> fake,
        Optional<ClassFigures> real) {

    /**
     * Measures.
     *
     * @param images at least one
     */
    public static Evaluation of(List<ScoredImage> images, Thresholds thresholds) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("at least one image expected");
        }
        Sample sample = Sample.of(images);
        Confusion confusion = Confusion.of(sample);
        List<ScoredImage> fakes = images.stream().filter(ScoredImage::isFake).toList();
        List<ScoredImage> reals =
                images.stream().filter(image -> !image.isFake()).toList();
        boolean both = ScoredImage.haveBothClasses(images);
        return new Evaluation(
                images.size(),
                confusion.accuracy(),
                defined(both, confusion.precision()),
                defined(!fakes.isEmpty(), confusion.recall()),
                defined(both, confusion.f1()),
                defined(both, Auroc.of(sample)),
                LogLoss.of(images),
                CalibrationError.of(sample),
                confusion,
                ofClass(fakes, reals, confusion, thresholds),
                ofClass(reals, fakes, confusion.ofReal(), thresholds));
    }

    private static Optional<ClassFigures> ofClass(
            List<ScoredImage> images, List<ScoredImage> others, Confusion confusion, Thresholds thresholds) {
        return images.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClassFigures(
                        images.size(),
                        defined(!others.isEmpty(), confusion.precision()),
                        confusion.recall(),
                        defined(!others.isEmpty(), confusion.f1()),
                        Bands.of(images, thresholds)));
    }

    private static OptionalDouble defined(boolean condition, double figure) {
        return condition ? OptionalDouble.of(figure) : OptionalDouble.empty();
    }
}
