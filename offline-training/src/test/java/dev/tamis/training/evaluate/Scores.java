package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import java.util.ArrayList;
import java.util.List;

/** Scored images for tests. */
final class Scores {
    private Scores() {}

    static List<ScoredImage> of(double[] fake, double[] real) {
        List<ScoredImage> images = new ArrayList<>();
        for (double score : fake) {
            images.add(image(Label.FAKE, score));
        }
        for (double score : real) {
            images.add(image(Label.REAL, score));
        }
        return images;
    }

    static ScoredImage image(Label label, double score) {
        return new ScoredImage(new Place(Split.TEST, label, "a.jpg"), score);
    }
}
