package dev.tamis.training.foreign;

import dev.tamis.training.dataset.ImageSet;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.evaluate.ScoredImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images in two halves, one that chooses calibration and thresholds and one that measures. The hash of an image's file
 * decides, so that copies of a file are in one half, the same each time.
 *
 * @param validation positions of the images that choose
 * @param test positions of the images that measure
 */
record Halves(List<Integer> validation, List<Integer> test) {
    private static final int HEXADECIMAL = 16;

    /**
     * Cuts.
     *
     * @throws UnusableDataSetException where a half lacks a class
     */
    static Halves of(List<ScoredImage> images) throws UnusableDataSetException {
        Halves halves = new Halves(half(images, 0), half(images, 1));
        for (List<Integer> half : List.of(halves.validation, halves.test)) {
            if (half.stream()
                            .map(position -> images.get(position).isFake())
                            .distinct()
                            .count()
                    < 2) {
                throw new UnusableDataSetException(
                        "too few images: both halves of them need images of both classes, found " + images.size()
                                + " in all");
            }
        }
        return halves;
    }

    static ImageSet cut(ImageSet set, List<Integer> positions) {
        return new ImageSet(
                positions.stream().map(set.images()::get).toList(),
                position -> set.pixels().apply(positions.get(position)));
    }

    private static List<Integer> half(List<ScoredImage> images, int remainder) {
        return IntStream.range(0, images.size())
                .filter(position ->
                        Character.digit(images.get(position).image().sha256().charAt(0), HEXADECIMAL) % 2 == remainder)
                .boxed()
                .toList();
    }
}
