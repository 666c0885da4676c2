package dev.tamis.training.retrain;

import dev.tamis.training.dataset.ContentDraw;
import dev.tamis.training.dataset.ImageSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Images that people decided on, cut in two by their content: copies of a file are on one side.
 *
 * @param learned that the network goes on learning from
 * @param heldOut that only judge it
 */
public record DecidedImages(ImageSet learned, ImageSet heldOut) {
    private static final int MOST_COPIES = 20;
    private static final double SHARE_OF_EPOCH = 0.1;

    /**
     * Cuts images in two.
     *
     * @param share that is held out, 0 to 1
     */
    public static DecidedImages cut(ImageSet images, double share, long seed) {
        IntPredicate isHeldOut = i -> ContentDraw.of(images.images().get(i).sha256(), seed) < share;
        return new DecidedImages(part(images, isHeldOut.negate()), part(images, isHeldOut));
    }

    private static ImageSet part(ImageSet images, IntPredicate which) {
        List<Integer> rows =
                IntStream.range(0, images.images().size()).filter(which).boxed().toList();
        return new ImageSet(
                rows.stream().map(images.images()::get).toList(),
                position -> images.pixels().apply(rows.get(position)));
    }

    /**
     * How often each image comes in an epoch so that they make up a tenth of it; at least once and at most 20 times.
     *
     * @param others images of the epoch beside them
     */
    public int copies(int others) {
        double wanted = SHARE_OF_EPOCH * others / Math.max(1, learned.images().size());
        return (int) Math.max(1, Math.min(MOST_COPIES, Math.round(wanted)));
    }
}
