package dev.tamis.training.train;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.network.ImageTensor;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills batches on a thread of its own, one ahead of the network, so that the network never waits for them. One thread
 * owns and closes it.
 */
final class BatchLoader implements AutoCloseable {
    /** Takes an epoch's batches in order. */
    @FunctionalInterface
    interface Consumer {
        void accept(Batch batch) throws TrainingFailedException;
    }

    private final ImagePack pack;
    private final Preprocessor preprocessor;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "batch-loader"));

    BatchLoader(ImagePack pack, Preprocessor preprocessor) {
        this.pack = pack;
        this.preprocessor = preprocessor;
    }

    void forEach(EpochOrder order, Augmenter augmenter, Consumer consumer) throws IOException, TrainingFailedException {
        List<List<Integer>> batches = order.batches();
        Future<Batch> next = submit(batches.get(0), augmenter);
        for (int i = 1; i <= batches.size(); i++) {
            Batch batch = await(next);
            if (i < batches.size()) {
                next = submit(batches.get(i), augmenter);
            }
            consumer.accept(batch);
        }
    }

    private Future<Batch> submit(List<Integer> rows, Augmenter augmenter) {
        return thread.submit(() -> load(rows, augmenter));
    }

    private Batch load(List<Integer> rows, Augmenter augmenter) {
        List<RgbImage> images = new ArrayList<>(rows.size());
        float[] targets = new float[rows.size()];
        for (int row : rows) {
            targets[images.size()] = pack.images().get(row).place().label().ordinal();
            images.add(preprocessor.resize(augmenter.apply(pack.pixels(row), row)));
        }
        return new Batch(ImageTensor.of(images, preprocessor), targets);
    }

    private static Batch await(Future<Batch> batch) throws IOException {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while loading a batch", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be loaded", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
