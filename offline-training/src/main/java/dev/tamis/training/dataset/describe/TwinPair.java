package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import java.util.Comparator;
import java.util.Optional;

/**
 * Two images that are the same or nearly so.
 *
 * @param first the one that comes first in the data set
 * @param distance bits in which their perceptual hashes differ
 */
record TwinPair(Place first, Place second, int distance) {
    static final Comparator<TwinPair> NEAREST_FIRST = Comparator.comparingInt(TwinPair::distance)
            .thenComparing(pair -> pair.first.path())
            .thenComparing(pair -> pair.second.path());

    boolean isAcross() {
        return first.split() != second.split();
    }

    /** The test image, where the other one is a training image. */
    Optional<Place> testImage() {
        return isAcross() ? Optional.of(first.split() == Split.TEST ? first : second) : Optional.empty();
    }
}
