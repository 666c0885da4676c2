package dev.tamis.generator.batch;

import dev.tamis.generator.diffusion.DiffusionPipeline;
import dev.tamis.generator.diffusion.GeneratedImage;
import dev.tamis.generator.diffusion.GenerationRequest;
import dev.tamis.generator.diffusion.UnusablePipelineException;
import dev.tamis.vision.image.PngEncoder;
import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.preprocess.Resampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the images that a folder lacks, on one or several pipelines at once. */
public final class ImageRun {
    private static final int MOST_ATTEMPTS = 10;

    private final Settings settings;
    private final ImageFolder folder;
    private final Listener listener;
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger withheld = new AtomicInteger();

    /**
     * How images are made.
     *
     * @param model what their files call the pipeline
     * @param batch most images at once on a pipeline
     * @param side longest side of the files, in pixels; larger images are resampled as uploads are, to a square where they are
     *     square
     */
    public record Settings(String model, int batch, int side) {}

    /** Opens a pipeline for each worker. */
    @FunctionalInterface
    public interface PipelineSource {
        DiffusionPipeline open(int worker) throws UnusablePipelineException;
    }

    /** Is told of progress, by several threads. */
    @FunctionalInterface
    public interface Listener {
        /** So many images are not in the folder yet. */
        default void begin(int missing) {}

        /** A step was taken for some images at once. */
        void stepTaken(int images);
    }

    /**
     * What was made.
     *
     * @param images how many are in the folder now
     * @param made how many of them this run made
     * @param cutPrompts of these, how many have a prompt whose end the text encoder could not take
     * @param withheld how many others the pipeline's safety checker withheld; another seed took the place of each
     */
    public record Result(int images, int made, int cutPrompts, int withheld) {}

    private ImageRun(Settings settings, ImageFolder folder, Listener listener) {
        this.settings = settings;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Makes what is missing and writes the manifest.
     *
     * @param recipe of all that decides the images, which the folder keeps
     * @param workers how many pipelines
     * @throws GenerationFailedException where the folder holds images of another recipe, or the safety checker withholds an image
     *     with whatever seed
     */
    public static Result run(
            Path folder,
            List<ImageOrder> orders,
            Map<String, Object> recipe,
            Settings settings,
            int workers,
            PipelineSource pipelines,
            Listener listener)
            throws IOException, GenerationFailedException, UnusablePipelineException, InterruptedException {
        ImageFolder opened = ImageFolder.open(folder, recipe);
        List<ImageOrder> missing =
                orders.stream().filter(order -> !opened.has(order.file())).toList();
        listener.begin(missing.size());
        ImageRun run = new ImageRun(settings, opened, listener);
        if (!missing.isEmpty()) {
            run.work(batches(missing, settings.batch), workers, pipelines);
        }
        opened.finish(orders.stream().map(ImageOrder::file).toList());
        return new Result(orders.size(), missing.size(), run.cut.get(), run.withheld.get());
    }

    private static Queue<List<ImageOrder>> batches(List<ImageOrder> orders, int most) {
        Queue<List<ImageOrder>> batches = new ConcurrentLinkedQueue<>();
        for (int from = 0; from < orders.size(); from += most) {
            batches.add(orders.subList(from, Math.min(from + most, orders.size())));
        }
        return batches;
    }

    private void work(Queue<List<ImageOrder>> batches, int workers, PipelineSource pipelines)
            throws IOException, GenerationFailedException, UnusablePipelineException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            ExecutorCompletionService<Void> completed = new ExecutorCompletionService<>(threads);
            for (int i = 0; i < workers; i++) {
                int worker = i;
                completed.submit(() -> {
                    work(batches, pipelines, worker);
                    return null;
                });
            }
            for (int i = 0; i < workers; i++) {
                completed.take().get();
            }
        } catch (ExecutionException e) {
            batches.clear(); // the others end with what they are at
            rethrow(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static void rethrow(@Nullable Throwable failure)
            throws IOException, GenerationFailedException, UnusablePipelineException {
        if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof GenerationFailedException folder) {
            throw folder;
        } else if (failure instanceof UnusablePipelineException pipeline) {
            throw pipeline;
        }
        throw new IllegalStateException("images could not be made", failure);
    }

    private void work(Queue<List<ImageOrder>> batches, PipelineSource pipelines, int worker)
            throws IOException, GenerationFailedException, UnusablePipelineException {
        try (DiffusionPipeline pipeline = pipelines.open(worker)) {
            for (List<ImageOrder> batch = batches.poll(); batch != null; batch = batches.poll()) {
                make(batch, pipeline);
            }
        }
    }

    private void make(List<ImageOrder> batch, DiffusionPipeline pipeline)
            throws IOException, GenerationFailedException {
        List<GenerationRequest> requests =
                batch.stream().map(ImageOrder::request).toList();
        List<GeneratedImage> images =
                pipeline.generate(requests, (step, latents) -> listener.stepTaken(latents.size()));
        for (int i = 0; i < batch.size(); i++) {
            ImageOrder order = batch.get(i);
            GeneratedImage image = shown(order, images.get(i), pipeline);
            if (image.promptCut()) {
                cut.incrementAndGet();
            }
            folder.add(order.file(), png(image), remarks(order, image.request()));
        }
    }

    /** The image, or where it is withheld the first of other seeds that is not. */
    private GeneratedImage shown(ImageOrder order, GeneratedImage first, DiffusionPipeline pipeline)
            throws GenerationFailedException {
        GeneratedImage image = first;
        SplittableRandom seeds = new SplittableRandom(order.request().seed());
        for (int attempt = 1; image.unsafe(); attempt++) {
            withheld.incrementAndGet();
            if (attempt == MOST_ATTEMPTS) {
                throw new GenerationFailedException(
                        "the pipeline's safety checker withheld %d images of the prompt \"%s\""
                                .formatted(MOST_ATTEMPTS, order.request().prompt()));
            }
            GenerationRequest other = order.request().withSeed(seeds.nextLong());
            image = pipeline.generate(List.of(other), DiffusionPipeline.StepListener.NONE)
                    .get(0);
        }
        return image;
    }

    private byte[] png(GeneratedImage image) {
        RgbImage pixels = image.image();
        int longest = Math.max(pixels.width(), pixels.height());
        RgbImage file = longest > settings.side ? Resampler.fit(pixels, settings.side) : pixels;
        return PngEncoder.encode(file, Map.of("parameters", image.request().parameters(settings.model)));
    }

    private Map<String, Object> remarks(ImageOrder order, GenerationRequest made) {
        Map<String, Object> remarks = new LinkedHashMap<>(new TreeMap<>(order.remarks()));
        remarks.put("prompt", made.prompt());
        if (!made.negativePrompt().isEmpty()) {
            remarks.put("negative_prompt", made.negativePrompt());
        }
        remarks.put("seed", made.seed());
        remarks.put("model", settings.model);
        remarks.put("scheduler", made.scheduler().label());
        remarks.put("steps", made.steps());
        remarks.put("guidance", made.guidance());
        remarks.put("size", made.width() + "x" + made.height());
        return Collections.unmodifiableMap(remarks);
    }
}
