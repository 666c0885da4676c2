package dev.tamis.training.dataset.describe;

import dev.tamis.training.dataset.ImageSize;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.OrderedTasks;
import dev.tamis.training.dataset.Place;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.PreprocessedImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a data set's files and measures them, at the 32 x 32 pixels that a network sees. */
final class Survey {
    private final ImageSource source;
    private final Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
    private final CosineSpectrum.Transform transform =
            new CosineSpectrum.Transform(preprocessor.spec().width());

    Survey(ImageSource source) {
        this.source = source;
    }

    private record Measured(Place place, Optional<ImageTraits> traits, String reason) {}

    /**
     * Measures every file.
     *
     * @param onImage called after each file
     * @throws UnusableDataSetException where there is no image, or a file cannot be decoded
     */
    List<ImageTraits> traits(Runnable onImage) throws IOException, UnusableDataSetException {
        List<ImageTraits> traits = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        try (OrderedTasks<Measured> tasks = new OrderedTasks<>(measured -> {
            measured.traits.ifPresentOrElse(traits::add, () -> unreadable.add(measured.reason));
            onImage.run();
        })) {
            source.visit((place, file) -> tasks.submit(() -> measure(place, file)));
            tasks.finish();
        }
        if (!unreadable.isEmpty()) {
            throw new UnusableDataSetException("%d of the files cannot be read:%n%s"
                    .formatted(unreadable.size(), String.join(System.lineSeparator(), unreadable)));
        }
        if (traits.isEmpty()) {
            throw new UnusableDataSetException("no images; a data set is {train,test}/{FAKE,REAL}/*");
        }
        return traits;
    }

    private Measured measure(Place place, byte[] file) {
        try {
            PreprocessedImage decoded = ImageSize.require(preprocessor.read(file));
            return new Measured(place, Optional.of(ImageTraits.of(place, file, decoded, transform)), "");
        } catch (UnreadableImageException e) {
            return new Measured(place, Optional.empty(), place.path() + ": " + e.reason() + ", " + e.getMessage());
        }
    }

    /** The pixels of some images. */
    Map<Place, RgbImage> pixels(Set<Place> places) throws IOException {
        Map<Place, RgbImage> pixels = new HashMap<>();
        source.visit((place, file) -> {
            if (places.contains(place)) {
                try {
                    pixels.put(place, preprocessor.read(file).pixels());
                } catch (UnreadableImageException e) {
                    throw new IOException(place.path() + " has changed while it was read", e);
                }
            }
        });
        return pixels;
    }
}
