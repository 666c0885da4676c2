package dev.tamis.training.explain;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.LabelledImage;
import dev.tamis.vision.explain.Heatmap;
import dev.tamis.vision.image.RgbImage;
import java.util.List;

/**
 * A labelled image, what a network says of it and where it looked.
 *
 * @param pixels at the network's size
 * @param probabilityReal the network's output, not calibrated
 * @param maps one of each source, in the sources' order
 */
public record ExplainedImage(LabelledImage image, RgbImage pixels, double probabilityReal, List<Heatmap> maps) {
    public ExplainedImage {
        maps = List.copyOf(maps);
    }

    /** The class that the maps explain. */
    public Label predicted() {
        return probabilityReal > 0.5 ? Label.REAL : Label.FAKE;
    }

    /** The prediction is the label. */
    public boolean isRight() {
        return predicted() == image.label();
    }

    /** Probability of the predicted class, at least 1/2. */
    public double confidence() {
        return Math.max(probabilityReal, 1 - probabilityReal);
    }
}
