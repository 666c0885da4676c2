package dev.tamis.training.train;

import dev.tamis.training.dataset.ImageSet;
import java.util.List;

/**
 * Images that a training kept back.
 *
 * @param images as they are
 * @param varied the same as uploads may bring them, once for each way: thresholds should hold for all
 */
public record Validation(ImageSet images, List<ImageSet> varied) {
    public Validation {
        varied = List.copyOf(varied);
    }
}
