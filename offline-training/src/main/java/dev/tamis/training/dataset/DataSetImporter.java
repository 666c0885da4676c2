package dev.tamis.training.dataset;

import dev.tamis.training.file.AtomicFiles;
import dev.tamis.training.file.Sha256;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decodes the files of a data set on two threads and packs them in the order of their source. */
public final class DataSetImporter {
    private static final int THREADS = 2;

    /** Files decoded or waiting for it at one time; bounds the memory. */
    private static final int IN_FLIGHT = 256;

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
     * @throws UnusableDataSetException where a class of a wanted split has no file, or a file cannot be decoded; then
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
        Deque<Future<Decoded>> pending = new ArrayDeque<>();
        ExecutorService decoders = Executors.newFixedThreadPool(THREADS);
        try {
            source.visit((place, file) -> {
                if (splits.contains(place.split())) {
                    pending.add(decoders.submit(() -> decode(place, file)));
                }
                if (pending.size() >= IN_FLIGHT) {
                    collect(pending.remove(), pack, summary);
                }
            });
            while (!pending.isEmpty()) {
                collect(pending.remove(), pack, summary);
            }
        } finally {
            decoders.shutdownNow();
        }
    }

    private Decoded decode(Place place, byte[] file) {
        PackedImage image = new PackedImage(place, Sha256.of(ByteBuffer.wrap(file)));
        try {
            return new Readable(image, preprocessor.read(file).pixels());
        } catch (UnreadableImageException e) {
            return new Unreadable(image, e.reason() + ", " + e.getMessage());
        }
    }

    private void collect(Future<Decoded> future, PackWriter pack, ImportSummary summary) throws IOException {
        Decoded decoded = await(future);
        if (decoded instanceof Readable readable) {
            pack.add(readable.image, readable.pixels);
            summary.addPacked(readable.image.place());
        } else if (decoded instanceof Unreadable unreadable) {
            summary.addUnreadable(unreadable.image.place(), unreadable.reason);
        }
        onImage.run();
    }

    private static Decoded await(Future<Decoded> decoded) throws IOException {
        try {
            return decoded.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while decoding", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a file could not be decoded for no reason of its own", e.getCause());
        }
    }
}
