package dev.tamis.training.dataset;

import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.image.ImageDecoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import dev.tamis.vision.preprocess.Resampler;
import dev.tamis.vision.preprocess.ResamplingFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads labelled images, wherever they lie, as a detector sees them: a pack; the folders {@code REAL} and {@code FAKE}, or one
 * of them, in any case, of a folder or an archive, one such pair or several; a binary file of CIFAR-100.
 */
public final class ImageLoader {
    private static final int UNREDUCED = Integer.MAX_VALUE;

    private final Preprocessor preprocessor;
    private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULT);
    private final Split split;
    private final Set<ResamplingFilter> filters;
    private final Runnable onImage;

    /**
     * Makes a loader.
     *
     * @param preprocessing of the detector
     * @param split to read where the images stand in {@code train} and {@code test}
     * @param filters by which images larger than the detector's input are brought to its size beside the product's own way
     * @param onImage called after each image
     */
    public ImageLoader(PreprocessSpec preprocessing, Split split, Set<ResamplingFilter> filters, Runnable onImage) {
        this.preprocessor = new Preprocessor(preprocessing, DecodeLimits.DEFAULT);
        this.split = split;
        this.filters = filters;
        this.onImage = onImage;
    }

    /**
     * Reads the images of a source.
     *
     * @throws UnusableDataSetException where there is none, or one that cannot be decoded; the message says what was
     *     expected and what was found where
     */
    public LoadedImages load(Path data) throws IOException, UnusableDataSetException {
        if (ImagePack.isPack(data)) {
            ImagePack pack = ImagePack.open(data, preprocessor.spec());
            if (pack.rows(split).isEmpty()) {
                throw new UnusableDataSetException("no images of the " + split + " split in " + data);
            }
            return new LoadedImages(ImageSet.of(pack, pack.rows(split)), Map.of(), Optional.of(split));
        }
        if (Files.isRegularFile(data) && data.toString().endsWith(".bin")) {
            return new LoadedImages(Cifar100.read(data, preprocessor), Map.of(), Optional.empty());
        }
        LabelledFiles files = new LabelledFiles(data, split);
        DecodedImages decoded = new DecodedImages(onImage);
        try (OrderedTasks<DecodedImages.Outcome> tasks = new OrderedTasks<>(decoded::add)) {
            files.visit((place, file) -> tasks.submit(() -> decode(place, file.read())));
            tasks.finish();
        }
        return decoded.loaded(data, split);
    }

    private DecodedImages.Outcome decode(LabelledPath place, byte[] file) {
        LabelledImage image =
                new LabelledImage(place.path(), place.label(), Sha256.of(file), Map.of("set", place.set()));
        try {
            RgbImage pixels = preprocessor.read(file).pixels();
            return new DecodedImages.Readable(image, pixels, resample(file), place.split());
        } catch (UnreadableImageException e) {
            return new DecodedImages.Unreadable(place.path() + ": " + e.reason() + ", " + e.getMessage());
        }
    }

    private Map<ResamplingFilter, RgbImage> resample(byte[] file) throws UnreadableImageException {
        Map<ResamplingFilter, RgbImage> resampled = new EnumMap<>(ResamplingFilter.class);
        PreprocessSpec input = preprocessor.spec();
        if (!filters.isEmpty()) {
            RgbImage image = decoder.decode(file, UNREDUCED).pixels();
            if (image.width() > input.width() && image.height() > input.height()) {
                filters.forEach(filter ->
                        resampled.put(filter, Resampler.resize(image, input.width(), input.height(), filter)));
            }
        }
        return resampled;
    }
}
