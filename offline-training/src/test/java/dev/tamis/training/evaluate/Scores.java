package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return new ScoredImage(new LabelledImage("test/" + label + "/a.jpg", label, "", Map.of()), score, true);
    }
}
