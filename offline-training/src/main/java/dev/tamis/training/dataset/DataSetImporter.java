package dev.tamis.training.dataset;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Decodes the files of a data set on two threads and packs them in the order of their source. */
public final class DataSetImporter {
    private final Preprocessor preprocessor;
    private final Runnable onImage;

    /**
     * Makes an importer.
     *
     * @param onImage called after each file, in order
     */
    public DataSetImporter(Preprocessor preprocessor, Runnable onImage) {
        this.preprocessor = preprocessor;
        this.onImage = onImage;
    }

    /** A file after its decoding. */
    private sealed interface Decoded {
        PackedImage image();
    }

    private record Readable(PackedImage image, RgbImage pixels) implements Decoded {}

    private record Unreadable(PackedImage image, String reason) implements Decoded {}

    /**
     * Packs the files of some splits.
     *
     * @throws UnusableDataSetException where a class of a wanted split has no file, or a file cannot be decoded or is smaller than 32 x 32
     *     pixels; then
     *     nothing is written
     */
    public ImportSummary run(ImageSource source, Set<Split> splits, Path out)
            throws IOException, UnusableDataSetException {
        ImportSummary summary = new ImportSummary();
        AtomicFiles.<UnusableDataSetException>replace(out, part -> {
            try (PackWriter pack = new PackWriter(part, preprocessor.spec())) {
                pack(source, splits, pack, summary);
                summary.requireWhole(splits);
                pack.finish();
            }
        });
        return summary;
    }

    private void pack(ImageSource source, Set<Split> splits, PackWriter pack, ImportSummary summary)
            throws IOException {
        try (OrderedTasks<Decoded> tasks = new OrderedTasks<>(decoded -> collect(decoded, pack, summary))) {
            source.visit((place, file) -> {
                if (splits.contains(place.split())) {
                    tasks.submit(() -> decode(place, file));
                }
            });
            tasks.finish();
        }
    }

    private Decoded decode(Place place, byte[] file) {
        PackedImage image = new PackedImage(place, Sha256.of(file));
        try {
            return new Readable(
                    image, ImageSize.require(preprocessor.read(file)).pixels());
        } catch (UnreadableImageException e) {
            return new Unreadable(image, e.reason() + ", " + e.getMessage());
        }
    }

    private void collect(Decoded decoded, PackWriter pack, ImportSummary summary) throws IOException {
        if (decoded instanceof Readable readable) {
            pack.add(readable.image, readable.pixels);
            summary.addPacked(readable.image.place());
        } else if (decoded instanceof Unreadable unreadable) {
            summary.addUnreadable(unreadable.image.place(), unreadable.reason);
        }
        onImage.run();
    }
}
