package dev.tamis.training.evaluate;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.Label;
import dev.tamis.vision.detector.InputRange;
import dev.tamis.vision.quality.FineDetail;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses the range of images that a detector can judge: the smallest that leaves out at most a given share of each class of the
 * images it was validated with.
 *
 * @param share of a class that may be left out, 0 to 1
 */
public record RangeRule(double share) {
    /** 5 %: what ships. */
    public static final RangeRule SHIPPED = new RangeRule(0.05);

    public RangeRule {
        if (!(0 <= share && share < 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, without 1: " + share);
        }
    }

    /** @param images at the network's size, at least one of each class */
    public InputRange choose(ImageSet images) {
        return new InputRange(Math.max(limit(images, Label.FAKE), limit(images, Label.REAL)));
    }

    private double limit(ImageSet images, Label label) {
        double[] details = IntStream.range(0, images.images().size())
                .filter(i -> images.images().get(i).label() == label)
                .mapToDouble(i -> FineDetail.of(images.pixels().apply(i)))
                .sorted()
                .toArray();
        if (details.length == 0) {
            throw new IllegalArgumentException("images of both classes expected: " + Arrays.toString(Label.values()));
        }
        return details[details.length - 1 - (int) (share * details.length)];
    }
}
