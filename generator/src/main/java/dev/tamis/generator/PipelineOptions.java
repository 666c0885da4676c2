package dev.tamis.generator;

import dev.tamis.generator.diffusion.DiffusionPipeline;
import dev.tamis.generator.diffusion.GenerationRequest;
import dev.tamis.generator.diffusion.SchedulerKind;
import dev.tamis.generator.diffusion.UnusablePipelineException;
import dev.tamis.generator.diffusion.export.TinyPipeline;
import dev.tamis.vision.onnx.ExecutionDevice;
import dev.tamis.vision.onnx.InferenceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The pipeline of a command, and how it makes images. */
final class PipelineOptions {
    private static final int TINY_SIDE = 64;
    private static final int USUAL_SIDE = 512;

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @ArgGroup
    private @Nullable Choice choice;

    private static final class Choice {
        @Option(
                names = "--model",
                paramLabel = "DIR",
                description =
                        "A pipeline of Stable Diffusion 1 in ONNX: tokenizer/, text_encoder/model.onnx, unet/model.onnx,"
                                + " vae_decoder/model.onnx, scheduler/.")
        private @Nullable Path model;

        @Option(
                names = "--tiny",
                description =
                        "A pipeline of the same build with random weights, which needs no download; its images show nothing.")
        private boolean tiny;
    }

    @Option(names = "--negative", paramLabel = "TEXT", description = "What images should not show.")
    private String negative = "";

    @Option(
            names = "--scheduler",
            paramLabel = "NAME",
            defaultValue = "EULER_ANCESTRAL",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private SchedulerKind scheduler = SchedulerKind.EULER_ANCESTRAL;

    @Option(
            names = "--steps",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "In how many steps noise is removed, ${DEFAULT-VALUE} by default.")
    private int steps;

    @Option(
            names = "--guidance",
            paramLabel = "NUMBER",
            defaultValue = "7.5",
            description = "How much the prompt counts, 1 to 100, ${DEFAULT-VALUE} by default.")
    private double guidance;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the images as they are made, a multiple of 8: 512 by default, and 64 with --tiny.")
    private @Nullable Integer size;

    @Option(
            names = "--batch",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Most images at once on a device, ${DEFAULT-VALUE} by default.")
    private int batch;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "AUTO",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default: a GPU where there is one.")
    private ExecutionDevice device = ExecutionDevice.AUTO;

    @Option(
            names = "--gpus",
            paramLabel = "NUMBER",
            split = ",",
            defaultValue = "0",
            description = "The GPUs that work side by side, ${DEFAULT-VALUE} by default.")
    private List<Integer> gpus = List.of(0);

    @Option(names = "--threads", paramLabel = "NUMBER", description = "Threads on the CPU; all cores by default.")
    private @Nullable Integer threads;

    private @Nullable Path written;

    /** What all images have in common; prompt and seed are to be filled in. */
    GenerationRequest usual() {
        int usual = choice().tiny ? TINY_SIDE : USUAL_SIDE;
        int side = size == null ? usual : size;
        try {
            return new GenerationRequest("", negative, 0, scheduler, steps, guidance, side, side);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Objects.toString(e.getMessage()), e);
        }
    }

    /** Checked here and not by the parser, which would ask for it twice where a command has another above it. */
    private Choice choice() {
        if (choice == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--model=DIR' or '--tiny'");
        }
        return choice;
    }

    int batch() {
        if (batch < 1) {
            throw new ParameterException(command.commandLine(), "--batch: at least 1 expected, found " + batch);
        }
        return batch;
    }

    /** What files call the pipeline. */
    String modelName() {
        Path model = choice().model;
        return model == null
                ? "tamis-tiny"
                : Objects.toString(model.toAbsolutePath().normalize().getFileName());
    }

    /** How each worker runs its pipeline. */
    List<InferenceSettings> workers() {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        try {
            return gpus.stream()
                    .map(gpu -> InferenceSettings.on(device).withGpu(gpu).withThreads(cores))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Objects.toString(e.getMessage()), e);
        }
    }

    /** Opens the pipeline of a worker. */
    DiffusionPipeline open(InferenceSettings settings) throws UnusablePipelineException {
        return DiffusionPipeline.load(folder(), settings);
    }

    /** The longest side of files, which must be a size. */
    int side(int pixels) {
        if (pixels < 1) {
            throw new ParameterException(command.commandLine(), "--side: at least 1 pixel expected, found " + pixels);
        }
        return pixels;
    }

    /** All that decides what images the pipeline makes, for the folder that keeps them. */
    Map<String, Object> recipe() throws IOException {
        GenerationRequest usual = usual();
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("model", modelName());
        recipe.put("model_bytes", bytes());
        recipe.put("negative_prompt", negative);
        recipe.put("scheduler", scheduler.label());
        recipe.put("steps", steps);
        recipe.put("guidance", guidance);
        recipe.put("size", usual.width());
        return recipe;
    }

    /** Names another model of the same name apart, without reading gigabytes. */
    private long bytes() throws IOException {
        if (!Files.isDirectory(folder())) {
            throw new IOException(folder() + ": a folder of a pipeline expected, found none");
        }
        return FileUtils.sizeOfDirectory(folder().toFile());
    }

    private synchronized Path folder() {
        Path model = choice().model;
        if (model != null) {
            return model;
        }
        if (written == null) {
            try {
                Path scratch = Files.createTempDirectory("tamis-tiny");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(scratch.toFile())));
                TinyPipeline.write(scratch);
                written = scratch;
            } catch (IOException e) {
                throw new UncheckedIOException("the tiny pipeline could not be written", e);
            }
        }
        return written;
    }
}
