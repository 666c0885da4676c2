package dev.tamis.training.dataset;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.image.UnreadableImageException;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decodes the files of a data set on several threads and packs them in the order of their source. */
public final class DataSetImporter {
    /** Files decoded or waiting for it at one time; bounds the memory. */
    private static final int IN_FLIGHT = 256;

    private final Preprocessor preprocessor;
    private final int threads;

    public DataSetImporter(Preprocessor preprocessor, int threads) {
        this.preprocessor = preprocessor;
        this.threads = threads;
    }

    /**
     * Packs the files of some splits.
     *
     * @param onImage called after each file, in order
     * @throws UnusableDataSetException where a class of a wanted split has no file, or a file cannot be decoded; then
     *     nothing is written
     */
    public ImportSummary run(ImageSource source, Set<Split> splits, Path out, Runnable onImage)
            throws IOException, UnusableDataSetException {
        ExecutorService decoders = Executors.newFixedThreadPool(threads);
        try (PackWriter pack = new PackWriter(out, preprocessor.spec())) {
            Collector collector = new Collector(pack, onImage);
            Deque<Future<Decoded>> pending = new ArrayDeque<>();
            source.visit((place, file) -> {
                if (!splits.contains(place.split())) {
                    return;
                }
                pending.add(decoders.submit(decoding(place, file)));
                if (pending.size() >= IN_FLIGHT) {
                    collector.collect(pending.remove());
                }
            });
            while (!pending.isEmpty()) {
                collector.collect(pending.remove());
            }
            ImportSummary summary = collector.finish(splits);
            pack.commit();
            return summary;
        } finally {
            decoders.shutdownNow();
        }
    }

    private Callable<Decoded> decoding(Place place, byte[] file) {
        return () -> {
            PackedImage image = new PackedImage(place, Sha256.of(ByteBuffer.wrap(file)));
            try {
                return new Readable(image, preprocessor.read(file).pixels());
            } catch (UnreadableImageException e) {
                return new Unreadable(place.path() + ": " + e.reason() + ", " + e.getMessage());
            }
        };
    }

    private sealed interface Decoded {}

    private record Readable(PackedImage image, RgbImage pixels) implements Decoded {}

    private record Unreadable(String complaint) implements Decoded {}

    /** Takes what the decoders give, in order. */
    private static final class Collector {
        private final PackWriter pack;
        private final Runnable onImage;
        private final List<Place> places = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();

        Collector(PackWriter pack, Runnable onImage) {
            this.pack = pack;
            this.onImage = onImage;
        }

        void collect(Future<Decoded> future) throws IOException {
            Decoded decoded = await(future);
            if (decoded instanceof Readable readable) {
                pack.add(readable.image, readable.pixels);
                places.add(readable.image.place());
            } else if (decoded instanceof Unreadable unreadable) {
                complaints.add(unreadable.complaint);
            }
            onImage.run();
        }

        ImportSummary finish(Set<Split> splits) throws UnusableDataSetException {
            if (!complaints.isEmpty()) {
                throw new UnusableDataSetException("%d of %d files cannot be read, so nothing was written:%n%s"
                        .formatted(
                                complaints.size(),
                                complaints.size() + places.size(),
                                String.join(System.lineSeparator(), complaints)));
            }
            ImportSummary summary = ImportSummary.of(places);
            summary.requireBothClasses(splits);
            return summary;
        }

        private static Decoded await(Future<Decoded> future) throws IOException {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while decoding", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a decoder failed", e.getCause());
            }
        }
    }
}
