package dev.tamis.generator.diffusion;

import dev.tamis.vision.image.RgbImage;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stable Diffusion on ONNX Runtime, from a folder in the layout that diffusers publishes: {@code tokenizer/}, {@code
 * text_encoder/model.onnx}, {@code unet/model.onnx}, {@code vae_decoder/model.onnx}, {@code scheduler/scheduler_config.json} and
 * perhaps {@code safety_checker/model.onnx}. Used by one thread at a time.
 */
public final class DiffusionPipeline implements AutoCloseable {
    private final ClipTokenizer tokenizer;
    private final NoiseSchedule schedule;
    private final TextEncoder encoder;
    private final Unet unet;
    private final VaeDecoder decoder;
    private final @Nullable SafetyChecker checker;
    private final ExecutionDevice device;
    private final Optional<String> fallback;

    /** Watches the steps of a batch. */
    @FunctionalInterface
    public interface StepListener {
        /** Nobody watches. */
        StepListener NONE = (step, latents) -> {};

        /**
         * A step was taken.
         *
         * @param step from 0
         * @param latents after it, one array an image; not to be kept
         */
        void stepTaken(int step, List<double[]> latents);
    }

    private DiffusionPipeline(
            ClipTokenizer tokenizer,
            NoiseSchedule schedule,
            TextEncoder encoder,
            Unet unet,
            VaeDecoder decoder,
            @Nullable SafetyChecker checker,
            ExecutionDevice device,
            Optional<String> fallback) {
        this.tokenizer = tokenizer;
        this.schedule = schedule;
        this.encoder = encoder;
        this.unet = unet;
        this.decoder = decoder;
        this.checker = checker;
        this.device = device;
        this.fallback = fallback;
    }

    /**
     * Loads a pipeline.
     *
     * @throws UnusablePipelineException where a file is missing or does not go with the others, or the device cannot be used
     */
    public static DiffusionPipeline load(Path folder, InferenceSettings settings) throws UnusablePipelineException {
        if (!Files.isDirectory(folder)) {
            throw new UnusablePipelineException(folder + ": a folder of a pipeline expected, found none");
        }
        ClipTokenizer tokenizer = ClipTokenizer.read(folder.resolve("tokenizer"));
        NoiseSchedule schedule = NoiseSchedule.read(folder.resolve("scheduler").resolve("scheduler_config.json"));
        if (settings.device() != ExecutionDevice.AUTO) {
            return load(folder, tokenizer, schedule, settings, Optional.empty());
        }
        try {
            return load(folder, tokenizer, schedule, settings.withDevice(ExecutionDevice.CUDA), Optional.empty());
        } catch (UnusablePipelineException e) {
            return load(
                    folder,
                    tokenizer,
                    schedule,
                    settings.withDevice(ExecutionDevice.CPU),
                    Optional.ofNullable((e.getCause() == null ? e : e.getCause()).getMessage()));
        }
    }

    private static DiffusionPipeline load(
            Path folder,
            ClipTokenizer tokenizer,
            NoiseSchedule schedule,
            InferenceSettings settings,
            Optional<String> fallback)
            throws UnusablePipelineException {
        List<AutoCloseable> open = new ArrayList<>();
        try {
            TextEncoder encoder = TextEncoder.load(model(folder, "text_encoder"), tokenizer.length(), settings);
            open.add(encoder);
            Unet unet = Unet.load(model(folder, "unet"), tokenizer.length(), encoder.width(), settings);
            open.add(unet);
            VaeDecoder decoder = VaeDecoder.load(model(folder, "vae_decoder"), settings);
            open.add(decoder);
            Path safety = model(folder, "safety_checker");
            SafetyChecker checker = Files.exists(safety) ? SafetyChecker.load(safety, settings) : null;
            return new DiffusionPipeline(
                    tokenizer, schedule, encoder, unet, decoder, checker, settings.device(), fallback);
        } catch (UnusablePipelineException | RuntimeException e) {
            closeAll(open);
            throw e;
        }
    }

    private static Path model(Path folder, String part) {
        return folder.resolve(part).resolve("model.onnx");
    }

    /** What it runs on; never {@link ExecutionDevice#AUTO}. */
    public ExecutionDevice device() {
        return device;
    }

    /** Why this is the CPU, where {@link ExecutionDevice#AUTO} found no GPU to use: one sentence. */
    public Optional<String> fallback() {
        return fallback;
    }

    /**
     * Makes images in one batch.
     *
     * @param requests alike but for their prompts and seeds
     * @return one for each request
     */
    public List<GeneratedImage> generate(List<GenerationRequest> requests, StepListener listener) {
        GenerationRequest first = requests.get(0);
        if (!requests.stream().allMatch(first::goesWith)) {
            throw new IllegalArgumentException("requests of one scheduler, steps, guidance and size expected");
        }
        List<TokenizedPrompt> prompts = requests.stream()
                .map(request -> tokenizer.tokenize(request.prompt()))
                .toList();
        List<RgbImage> images = decoder.decode(latents(requests, states(requests, prompts), listener));
        List<GeneratedImage> generated = new ArrayList<>(requests.size());
        for (int i = 0; i < images.size(); i++) {
            RgbImage image = images.get(i);
            boolean unsafe = checker != null && checker.isUnsafe(image);
            generated.add(
                    new GeneratedImage(requests.get(i), image, prompts.get(i).cut(), unsafe));
        }
        return generated;
    }

    /** The states of the negative prompts, where there is guidance, and behind them those of the prompts. */
    private float[] states(List<GenerationRequest> requests, List<TokenizedPrompt> prompts) {
        List<int[]> rows = new ArrayList<>();
        if (isGuided(requests)) {
            for (GenerationRequest request : requests) {
                rows.add(tokenizer.tokenize(request.negativePrompt()).ids());
            }
        }
        prompts.forEach(prompt -> rows.add(prompt.ids()));
        return encoder.encode(rows);
    }

    private Latents latents(List<GenerationRequest> requests, float[] states, StepListener listener) {
        GenerationRequest common = requests.get(0);
        int height = common.height() / Latents.CELL;
        int width = common.width() / Latents.CELL;
        int size = Latents.CHANNELS * height * width;
        int copies = isGuided(requests) ? 2 : 1;
        List<Latent> batch = new ArrayList<>(requests.size());
        for (GenerationRequest request : requests) {
            batch.add(new Latent(common.scheduler().start(schedule, common.steps()), size, request.seed()));
        }
        List<double[]> values = batch.stream().map(latent -> latent.values).toList();
        Scheduler times = batch.get(0).scheduler;
        float[] input = new float[copies * batch.size() * size];
        for (int step = 0; step < times.steps(); step++) {
            for (int i = 0; i < copies * batch.size(); i++) {
                batch.get(i % batch.size()).write(step, input, i * size);
            }
            float[] noise = unet.noise(
                    new Latents(input, copies * batch.size(), height, width),
                    times.timestep(step),
                    states,
                    tokenizer.length());
            for (int i = 0; i < batch.size(); i++) {
                int prompted = ((copies - 1) * batch.size() + i) * size;
                batch.get(i).step(step, noise, i * size, prompted, common.guidance());
            }
            listener.stepTaken(step, values);
        }
        float[] result = new float[batch.size() * size];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) values.get(i / size)[i % size];
        }
        return new Latents(result, batch.size(), height, width);
    }

    private static boolean isGuided(List<GenerationRequest> requests) {
        return requests.get(0).guidance() > 1;
    }

    /** The latent of an image on its way, with noise of its own. */
    private static final class Latent {
        private final Scheduler scheduler;
        private final GaussianNoise noise;
        private final double[] values;
        private final double[] predicted;

        Latent(Scheduler scheduler, int size, long seed) {
            this.scheduler = scheduler;
            this.noise = new GaussianNoise(seed);
            this.values = new double[size];
            this.predicted = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = noise.getAsDouble() * scheduler.initialSigma();
            }
        }

        void write(int step, float[] input, int from) {
            double divisor = scheduler.inputDivisor(step);
            for (int i = 0; i < values.length; i++) {
                input[from + i] = (float) (values[i] / divisor);
            }
        }

        /** @param free where the noise begins that was predicted for the negative prompt; the prompted one without guidance */
        void step(int step, float[] noises, int free, int prompted, double guidance) {
            for (int i = 0; i < values.length; i++) {
                double without = noises[free + i];
                predicted[i] = without + guidance * (noises[prompted + i] - without);
            }
            scheduler.step(step, values, predicted, noise);
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>(List.of(encoder, unet, decoder));
        if (checker != null) {
            open.add(checker);
        }
        closeAll(open);
    }

    private static void closeAll(List<AutoCloseable> open) {
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a network cannot be closed", e);
            }
        }
    }
}
