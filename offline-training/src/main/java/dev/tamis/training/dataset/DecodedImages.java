package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects image files after their decoding. Not thread-safe. */
final class DecodedImages {
    private static final int MOST_NAMED = 20;

    private final Runnable onImage;
    private final List<Readable> images = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** What became of a file. */
    sealed interface Outcome {}

    /**
     * An image.
     *
     * @param resampled by filter; empty where that was not wanted or the image is not larger than the input
     */
    record Readable(
            LabelledImage image, RgbImage pixels, Map<ResamplingFilter, RgbImage> resampled, Optional<Split> split)
            implements Outcome {}

    /**
     * A file that is no image.
     *
     * @param reason with its path
     */
    record Unreadable(String reason) implements Outcome {}

    /**
     * Starts with none.
     *
     * @param onImage called for each file
     */
    DecodedImages(Runnable onImage) {
        this.onImage = onImage;
    }

    void add(Outcome outcome) {
        if (outcome instanceof Readable readable) {
            images.add(readable);
        } else if (outcome instanceof Unreadable failure) {
            unreadable.add(failure.reason);
        }
        onImage.run();
    }

    /**
     * The images, all of them.
     *
     * @param split that was looked at
     * @throws UnusableDataSetException where there is none, or some could not be read
     */
    LoadedImages loaded(Path source, Split split) throws UnusableDataSetException {
        if (!unreadable.isEmpty()) {
            throw new UnusableDataSetException("%d of the %d files in %s cannot be read:%n%s"
                    .formatted(
                            unreadable.size(),
                            unreadable.size() + images.size(),
                            source,
                            String.join(
                                    System.lineSeparator(),
                                    unreadable.subList(0, Math.min(MOST_NAMED, unreadable.size())))));
        }
        if (images.isEmpty()) {
            throw new UnusableDataSetException(
                    ("no images in %s: they are expected in folders named REAL and FAKE, or real and fake; where these"
                                    + " stand in train and test, only %s was looked at")
                            .formatted(source, split));
        }
        return new LoadedImages(set(images, Readable::pixels), resampled(), images.get(0).split);
    }

    private Map<ResamplingFilter, ImageSet> resampled() {
        List<Readable> larger =
                images.stream().filter(image -> !image.resampled.isEmpty()).toList();
        Map<ResamplingFilter, ImageSet> sets = new EnumMap<>(ResamplingFilter.class);
        if (!larger.isEmpty()) {
            for (ResamplingFilter filter : larger.get(0).resampled.keySet()) {
                sets.put(filter, set(larger, image -> image.resampled.getOrDefault(filter, image.pixels)));
            }
        }
        return sets;
    }

    private static ImageSet set(List<Readable> images, Function<Readable, RgbImage> pixels) {
        return new ImageSet(
                images.stream().map(Readable::image).toList(), position -> pixels.apply(images.get(position)));
    }
}
