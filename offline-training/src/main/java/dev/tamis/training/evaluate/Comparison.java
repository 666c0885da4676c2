package dev.tamis.training.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Split;
import dev.tamis.vision.detector.OnnxDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two detectors on the same images, as {@code compare --json} writes it. Differences are those of the second minus the first.
 *
 * @param first one detector and its figures
 * @param second the other
 * @param accuracyDifference with its 95 % confidence interval, paired
 * @param aurocDifference the same of the AUROC; absent where a class has no image
 * @param mcnemar whether they err equally often
 * @param differing images that exactly one of them gets right, those of the largest difference of scores first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Comparison(
        Side first,
        Side second,
        Difference accuracyDifference,
        Optional<Difference> aurocDifference,
        McNemar mcnemar,
        List<DifferingImage> differing) {

    /** A detector and its figures. */
    public record Side(Subject subject, Evaluation figures) {}

    /**
     * A difference of figures.
     *
     * @param interval its 95 % confidence interval by a paired bootstrap
     */
    public record Difference(double value, Interval interval) {}

    /**
     * An image that one detector gets right and the other does not.
     *
     * @param label what it is
     */
    public record DifferingImage(String path, Label label, double firstScore, double secondScore) {}

    /**
     * Compares the scores that two detectors gave the same images, in the same order.
     *
     * @param first figures of the first detector on {@code ofFirst}
     */
    public static Comparison of(Side first, Side second, List<ScoredImage> ofFirst, List<ScoredImage> ofSecond) {
        if (ofFirst.size() != ofSecond.size()) {
            throw new IllegalArgumentException(
                    "scores of the same images expected: %d and %d".formatted(ofFirst.size(), ofSecond.size()));
        }
        return new Comparison(
                first,
                second,
                new Difference(
                        second.figures.accuracy() - first.figures.accuracy(),
                        Intervals.BOOTSTRAP.difference(
                                ofFirst,
                                ofSecond,
                                sample -> Confusion.of(sample).accuracy())),
                aurocDifference(first, second, ofFirst, ofSecond),
                McNemar.of(rightAlone(ofFirst, ofSecond), rightAlone(ofSecond, ofFirst)),
                differing(ofFirst, ofSecond));
    }

    /**
     * Scores images with two detectors and compares them.
     *
     * @param images as both detectors read them
     * @param split of the images, where they are of one
     */
    public static Comparison of(OnnxDetector first, OnnxDetector second, ImageSet images, Optional<Split> split) {
        List<ScoredImage> ofFirst = Scorer.score(first, images, count -> {});
        List<ScoredImage> ofSecond = Scorer.score(second, images, count -> {});
        return of(side(first, images, split, ofFirst), side(second, images, split, ofSecond), ofFirst, ofSecond);
    }

    private static Side side(OnnxDetector detector, ImageSet images, Optional<Split> split, List<ScoredImage> scored) {
        return new Side(
                Subject.of(detector, images, split),
                Evaluation.of(scored, detector.metadata().thresholds()));
    }

    private static Optional<Difference> aurocDifference(
            Side first, Side second, List<ScoredImage> ofFirst, List<ScoredImage> ofSecond) {
        if (first.figures.auroc().isEmpty()) {
            return Optional.empty();
        }
        double value =
                second.figures.auroc().orElseThrow() - first.figures.auroc().orElseThrow();
        return Optional.of(new Difference(value, Intervals.BOOTSTRAP.difference(ofFirst, ofSecond, Auroc::of)));
    }

    /** The number of images that the first list gets right and the second does not. */
    private static long rightAlone(List<ScoredImage> images, List<ScoredImage> others) {
        return IntStream.range(0, images.size())
                .filter(i -> images.get(i).isRight() && !others.get(i).isRight())
                .count();
    }

    private static List<DifferingImage> differing(List<ScoredImage> ofFirst, List<ScoredImage> ofSecond) {
        List<DifferingImage> differing = new ArrayList<>();
        for (int i = 0; i < ofFirst.size(); i++) {
            ScoredImage image = ofFirst.get(i);
            if (image.isRight() != ofSecond.get(i).isRight()) {
                differing.add(new DifferingImage(
                        image.image().path(),
                        image.image().label(),
                        image.score(),
                        ofSecond.get(i).score()));
            }
        }
        differing.sort(Comparator.comparingDouble(image -> -Math.abs(image.firstScore - image.secondScore)));
        return List.copyOf(differing);
    }
}
