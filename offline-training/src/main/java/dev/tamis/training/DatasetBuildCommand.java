package dev.tamis.training;

import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.dataset.build.BuildPlan;
import dev.tamis.training.dataset.build.BuildSummary;
import dev.tamis.training.dataset.build.DataSetBuilder;
import dev.tamis.training.dataset.build.DataSetPages;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tamis dataset build}: a data set of CIFAKE's shape from CIFAR-10 and generated images. */
@Command(
        name = "build",
        description = {
            "Builds a data set of CIFAKE's shape, {train,test}/{REAL,FAKE}/NNNN (k).jpg: both classes through one resampling"
                    + " filter and one JPEG encoder, with a manifest, a card and Croissant metadata.",
            "A build that was stopped goes on where it was; nothing else in the folder is touched."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DatasetBuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cifar10",
            paramLabel = "DIR",
            required = true,
            description = "CIFAR-10's binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin, or the"
                    + " beginning of it")
    private Path cifar10;

    @Option(
            names = "--fake",
            paramLabel = "DIR",
            required = true,
            description =
                    "generated images of at least 32 x 32 pixels: either manifest.jsonl with a line"
                            + " {\"file\", \"class\", \"split\", \"prompt\", \"seed\", ...} an image, or {train,test}/<class>/*")
    private Path generated;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder of the data set")
    private Path out;

    @Override
    public Integer call() throws IOException, UnusableDataSetException {
        BuildPlan plan = BuildPlan.of(cifar10, generated);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        BuildSummary summary = build(plan, preprocessor);
        DataSetPages.write(summary.entries(), out, LocalDate.now());
        print(summary, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private BuildSummary build(BuildPlan plan, Preprocessor preprocessor) throws IOException, UnusableDataSetException {
        try (ProgressBar bar = Progress.ofImages("Build", plan.images().size())) {
            return new DataSetBuilder(preprocessor, out, bar::step).run(plan);
        }
    }

    private void print(BuildSummary summary, PrintWriter stdout) {
        summary.folders().forEach((folder, count) -> stdout.printf("%-12s %,9d images%n", folder, count));
        if (summary.reused() > 0) {
            stdout.printf("%,d of them were there already%n", summary.reused());
        }
        stdout.println(out + " is ready: ./tamis dataset describe " + out);
        stdout.flush();
    }
}
