package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Scores labelled images with the very detector that the stream uses. */
public final class Scorer {
    private static final int BATCH = 32; // larger ones gain nothing

    private Scorer() {}

    /**
     * Scores images in order.
     *
     * @param set of any size; the detector's input is of its own
     * @param onImages called after each batch with its number of images
     */
    public static List<ScoredImage> score(Detector detector, ImageSet set, IntConsumer onImages) {
        InputRange range = detector.metadata().range();
        IntFunction<RgbImage> pixels =
                set.resized(detector.metadata().preprocessing()).pixels();
        int size = set.images().size();
        List<ScoredImage> scored = new ArrayList<>(size);
        for (int from = 0; from < size; from += BATCH) {
            int to = Math.min(size, from + BATCH);
            List<RgbImage> images = IntStream.range(from, to).mapToObj(pixels).toList();
            for (Detection detection : detector.detect(images)) {
                scored.add(new ScoredImage(
                        set.images().get(scored.size()), detection.score(), range.contains(detection.fineDetail())));
            }
            onImages.accept(to - from);
        }
        return scored;
    }
}
