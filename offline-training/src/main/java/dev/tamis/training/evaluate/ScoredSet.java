package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.quality.FineDetail;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images with what a detector says of them.
 *
 * @param images at the detector's input size
 * @param scored one each, in the same order
 */
public record ScoredSet(ImageSet images, List<ScoredImage> scored) {
    public ScoredSet {
        scored = List.copyOf(scored);
        if (scored.size() != images.images().size()) {
            throw new IllegalArgumentException(
                    "a score an image expected: " + images.images().size() + " images, " + scored.size() + " scores");
        }
    }

    /** Scores images. */
    public static ScoredSet of(Detector detector, ImageSet images) {
        return new ScoredSet(
                images.resized(detector.metadata().preprocessing()), Scorer.score(detector, images, count -> {}));
    }

    /** The same scores by a detector of another range. */
    public List<ScoredImage> within(InputRange range) {
        return IntStream.range(0, scored.size())
                .mapToObj(i -> new ScoredImage(
                        scored.get(i).image(),
                        scored.get(i).score(),
                        range.contains(FineDetail.of(images.pixels().apply(i)))))
                .toList();
    }
}
