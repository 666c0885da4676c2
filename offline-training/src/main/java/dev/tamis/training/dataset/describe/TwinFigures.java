package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * How many twins a data set has, and which.
 *
 * @param pairs of images
 * @param withinTrain pairs with both images in the train split
 * @param withinTest pairs with both images in the test split
 * @param across pairs with an image in each split
 * @param fake pairs of two FAKE images
 * @param real pairs of two REAL images
 * @param mixed pairs of a FAKE and a REAL image
 * @param testImages test images with a twin in the train split: what inflates an accuracy
 * @param list of all pairs, the nearest first
 */
record TwinFigures(
        int pairs,
        long withinTrain,
        long withinTest,
        long across,
        long fake,
        long real,
        long mixed,
        long testImages,
        List<TwinPair> list) {

    static TwinFigures of(List<TwinPair> pairs) {
        long withinTrain = count(pairs, (one, other) -> one.split() == Split.TRAIN && other.split() == Split.TRAIN);
        long withinTest = count(pairs, (one, other) -> one.split() == Split.TEST && other.split() == Split.TEST);
        long fake = count(pairs, (one, other) -> one.label() == Label.FAKE && other.label() == Label.FAKE);
        long real = count(pairs, (one, other) -> one.label() == Label.REAL && other.label() == Label.REAL);
        return new TwinFigures(
                pairs.size(),
                withinTrain,
                withinTest,
                pairs.size() - withinTrain - withinTest,
                fake,
                real,
                pairs.size() - fake - real,
                pairs.stream()
                        .flatMap(pair -> pair.testImage().stream())
                        .distinct()
                        .count(),
                pairs.stream().sorted(TwinPair.NEAREST_FIRST).toList());
    }

    private static long count(List<TwinPair> pairs, BiPredicate<Place, Place> condition) {
        return pairs.stream()
                .filter(pair -> condition.test(pair.first(), pair.second()))
                .count();
    }
}
