package dev.tamis.generator;

import dev.tamis.generator.batch.PromptSheet;
import dev.tamis.vision.preprocess.PreprocessSpec;
import java.nio.file.Path;
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

/** {@code ./tamis generate cifake}: the synthetic half of a data set. */
@Command(
        name = "cifake",
        description = {
            "Makes the synthetic half of CIFAKE as its paper did: ten classes, the prompts of its Table 1 equally often, 5,000 + 1,000"
                    + " images a class, brought to 32 x 32 pixels as uploads are. ./tamis dataset build takes the folder as --fake.",
            "A run that was stopped goes on where it was when it is given the same settings."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GenerateCifakeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description = "Other prompts: a line each, the class, a tab and the prompt. The paper's by default.")
    private @Nullable Path sheet;

    @Option(
            names = "--train",
            paramLabel = "NUMBER",
            defaultValue = "5000",
            description = "Images of a class to train with, ${DEFAULT-VALUE} by default.")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "Images of a class to test with, ${DEFAULT-VALUE} by default.")
    private int test;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Draws the seed of each image, ${DEFAULT-VALUE} by default.")
    private long seed;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            description = "Side of the files, the detector's 32 by default. A data set takes any from there on.")
    private int side = PreprocessSpec.CIFAKE.width();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the images.")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the counts as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (train < 0 || test < 0 || train + test < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--train and --test: images expected, found %d and %d".formatted(train, test));
        }
        PromptSheet prompts = sheet == null ? PromptSheet.cifake() : PromptSheet.read(sheet);
        int longest = pipeline.side(side);
        Map<String, Object> recipe = pipeline.recipe();
        recipe.put("prompts", prompts.prompts());
        recipe.put("train", train);
        recipe.put("test", test);
        recipe.put("seed", seed);
        recipe.put("side", side);
        new Generation(pipeline, out, longest, spec.commandLine())
                .run(prompts.orders(pipeline.usual(), seed, train, test), recipe, seed, json);
        return ExitCode.OK;
    }
}
