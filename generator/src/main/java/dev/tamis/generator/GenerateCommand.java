package dev.tamis.generator;

import dev.tamis.generator.batch.GenerationFailedException;
import dev.tamis.generator.batch.ImageOrder;
import dev.tamis.generator.batch.PromptSheet;
import dev.tamis.generator.diffusion.GenerationRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tamis generate}: images of prompts. */
@Command(
        name = "generate",
        description = {
            "Makes images of prompts by latent diffusion: PNG files that say what they were made of, and manifest.jsonl.",
            "A run that was stopped goes on where it was when it is given the same settings."
        },
        subcommands = GenerateCifakeCommand.class,
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final String USUAL_PROMPT = "a photograph of a horse in a field";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description =
                    "What an image should show; may be given several times. Without any: \"" + USUAL_PROMPT + "\".")
    private List<String> prompts = List.of();

    @Option(names = "--prompts", paramLabel = "FILE", description = "Prompts, a line each.")
    private @Nullable Path promptFile;

    @Option(
            names = "--count",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Images of each prompt, ${DEFAULT-VALUE} by default.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of the first image, the next has the next. Without it, another each time.")
    private @Nullable Long seed;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "4096",
            description = "Longest side of the files; larger images are resampled as uploads are. As made by default.")
    private int side;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the images.")
    private @Nullable Path out; // required, but not of cifake

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: at least 1 expected, found " + count);
        }
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=DIR'");
        }
        long first = seed == null ? System.nanoTime() : seed;
        GenerationRequest usual = pipeline.usual();
        List<ImageOrder> orders = new ArrayList<>();
        for (String prompt : allPrompts()) {
            for (int i = 0; i < count; i++) {
                orders.add(new ImageOrder(
                        "%05d.png".formatted(orders.size()), usual.with(prompt, first + orders.size()), Map.of()));
            }
        }
        int longest = pipeline.side(side);
        Map<String, Object> recipe = pipeline.recipe();
        recipe.put("prompts", allPrompts());
        recipe.put("count", count);
        recipe.put("seed", first);
        recipe.put("side", side);
        new Generation(pipeline, out, longest, spec.commandLine()).run(orders, recipe, first, json);
        return ExitCode.OK;
    }

    private List<String> allPrompts() throws GenerationFailedException {
        List<String> all = new ArrayList<>(prompts);
        if (promptFile != null) {
            PromptSheet.lines(promptFile).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(all::add);
        }
        return all.isEmpty() ? List.of(USUAL_PROMPT) : all;
    }
}
