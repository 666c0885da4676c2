package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses the images of a contact sheet: a row for each class, FAKE images first, spread evenly over the data set. */
final class Examples {
    private static final int PER_LABEL = 8;

    private Examples() {}

    /** The rows; images whose names tell no class share the last one. */
    static List<List<Place>> of(List<ImageTraits> images) {
        List<Optional<CifarClass>> subjects = Stream.concat(
                        Stream.of(CifarClass.values()).map(Optional::of), Stream.of(Optional.<CifarClass>empty()))
                .toList();
        List<List<Place>> rows = new ArrayList<>();
        for (Optional<CifarClass> subject : subjects) {
            List<ImageTraits> ofSubject = images.stream()
                    .filter(image -> CifarClass.ofFileName(image.place().name()).equals(subject))
                    .toList();
            List<Place> row = new ArrayList<>(
                    spread(ofSubject.stream().filter(ImageTraits::isFake).toList()));
            row.addAll(
                    spread(ofSubject.stream().filter(image -> !image.isFake()).toList()));
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Place> spread(List<ImageTraits> images) {
        int count = Math.min(PER_LABEL, images.size());
        return IntStream.range(0, count)
                .mapToObj(i ->
                        images.get((int) ((long) i * images.size() / count)).place())
                .toList();
    }
}
