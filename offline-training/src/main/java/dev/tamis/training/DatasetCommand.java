package dev.tamis.training;

import dev.tamis.training.dataset.DataSetImporter;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.ImportSummary;
import dev.tamis.training.dataset.Split;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.vision.image.DecodeLimits;
import dev.tamis.vision.preprocess.PreprocessSpec;
import dev.tamis.vision.preprocess.Preprocessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamis dataset}: labelled images, from their sources to the pack that training reads. */
@Command(
        name = "dataset",
        description = "Builds, checks, describes and packs labelled images.",
        subcommands = {DatasetBuildCommand.class, DatasetVerifyCommand.class, DatasetDescribeCommand.class},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DatasetCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "import",
            description = "Decodes a data set once and packs it into one file that train and evaluate read.",
            mixinStandardHelpOptions = true)
    void importPack(
            @Parameters(
                            paramLabel = "SOURCE",
                            description = "folder or archive (zip, tar, tar.gz, tar.zst) of {train,test}/{FAKE,REAL}/*")
                    Path source,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "the pack to write") Path out)
            throws IOException, UnusableDataSetException {
        ImageSource images = ImageSource.of(source);
        Preprocessor preprocessor = new Preprocessor(PreprocessSpec.CIFAKE, DecodeLimits.DEFAULT);
        ImportSummary summary = importPack(images, preprocessor, out);
        PrintWriter stdout = spec.commandLine().getOut();
        summary.packed().forEach((folder, count) -> stdout.printf("%-12s %,9d images%n", folder, count));
        stdout.println(out + " is ready: ./tamis train --data " + out + " --out RUN");
    }

    private static ImportSummary importPack(ImageSource images, Preprocessor preprocessor, Path out)
            throws IOException, UnusableDataSetException {
        try (ProgressBar bar = Progress.ofImages("Import", images.size().orElse(-1))) {
            return new DataSetImporter(preprocessor, bar::step).run(images, EnumSet.allOf(Split.class), out);
        }
    }
}
