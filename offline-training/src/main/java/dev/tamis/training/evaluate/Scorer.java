package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.Place;
import dev.tamis.vision.detector.Detection;
import dev.tamis.vision.detector.Detector;
import dev.tamis.vision.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Scores the images of a pack with the very detector that the stream uses. */
public final class Scorer {
    private static final int BATCH = 32; // larger ones gain nothing

    private Scorer() {}

    /**
     * Scores images in order.
     *
     * @param rows positions in the pack
     * @param onImages called after each batch with its number of images
     */
    public static List<ScoredImage> score(Detector detector, ImagePack pack, List<Integer> rows, IntConsumer onImages) {
        List<ScoredImage> scored = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Integer> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            List<RgbImage> images = batch.stream().map(pack::pixels).toList();
            List<Detection> detections = detector.detect(images);
            for (int i = 0; i < detections.size(); i++) {
                Place place = pack.images().get(batch.get(i)).place();
                scored.add(new ScoredImage(place, detections.get(i).score()));
            }
            onImages.accept(batch.size());
        }
        return scored;
    }
}
