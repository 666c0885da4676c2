package dev.tamis.training.dataset.build;

import static java.util.stream.Collectors.joining;

import dev.tamis.training.dataset.CifarClass;
import dev.tamis.training.dataset.Label;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which source becomes which file of a data set, named as CIFAKE's files are: {@code NNNN (k).jpg}, where k is the class and
 * NNNN counts the images of a class, label and split in the order of their sources. Generated training images count from
 * 1000, all others from 0; as published, all numbers but those of generated test images have four digits.
 *
 * @param images in the order in which they are built
 */
public record BuildPlan(List<PlannedImage> images) {
    private static final int FIRST_FAKE_OF_TRAINING = 1000;

    /** An image to build. */
    record PlannedImage(Place place, SourceImage source) {}

    private record Series(Split split, Label label, CifarClass subject) {
        static Series of(SourceImage image) {
            return new Series(image.split(), image.label(), image.subject());
        }

        static Stream<Series> all() {
            return Arrays.stream(Split.values())
                    .flatMap(split -> Arrays.stream(Label.values())
                            .flatMap(label -> Arrays.stream(CifarClass.values())
                                    .map(subject -> new Series(split, label, subject))));
        }

        /** The file of an image that {@code before} others of the series precede. */
        Place place(int before) {
            boolean unpadded = split == Split.TEST && label == Label.FAKE;
            int number = split == Split.TRAIN && label == Label.FAKE ? FIRST_FAKE_OF_TRAINING + before : before;
            return new Place(split, label, subject.fileName((unpadded ? "%d" : "%04d").formatted(number)));
        }

        @Override
        public String toString() {
            return split + "/" + label + " " + subject;
        }
    }

    public BuildPlan {
        images = List.copyOf(images);
    }

    /**
     * Plans a data set.
     *
     * @param cifar10 folder of CIFAR-10's binary version
     * @param generated folder of generated images
     * @throws UnusableDataSetException where a source is not what it should be, or a class has no image
     */
    public static BuildPlan of(Path cifar10, Path generated) throws IOException, UnusableDataSetException {
        List<SourceImage> sources = new ArrayList<>(new CifarFolder(cifar10).records());
        sources.addAll(new GeneratedFolder(generated).images());
        return of(sources);
    }

    static BuildPlan of(List<SourceImage> sources) throws UnusableDataSetException {
        Map<Series, Integer> counts = new HashMap<>();
        List<PlannedImage> images = new ArrayList<>(sources.size());
        for (SourceImage source : sources) {
            Series series = Series.of(source);
            int count = counts.merge(series, 1, Integer::sum);
            images.add(new PlannedImage(series.place(count - 1), source));
        }
        String empty = Series.all()
                .filter(series -> !counts.containsKey(series))
                .map(Series::toString)
                .collect(joining(", "));
        if (!empty.isEmpty()) {
            throw new UnusableDataSetException("every class needs an image, and there is none of " + empty);
        }
        return new BuildPlan(images);
    }
}
