package dev.tamis.training;

import dev.tamis.training.dataset.ImagePack;
import dev.tamis.training.dataset.ImageSource;
import dev.tamis.training.dataset.UnusableDataSetException;
import dev.tamis.training.dataset.describe.Description;
import dev.tamis.training.dataset.describe.LeakageReport;
import dev.tamis.training.dataset.describe.LeakageTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./tamis dataset describe}: what a data set holds, and what in it gives the labels away. */
@Command(
        name = "describe",
        description = "Counts a data set and looks for what gives its labels away: images that it has twice, and simple"
                + " properties of the files that separate the classes, each with the AUROC that it reaches alone.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DatasetDescribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SOURCE",
            description = "folder or archive (zip, tar, tar.gz, tar.zst) of {train,test}/{FAKE,REAL}/*")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where to write leakage.html, leakage.json and contact-sheet.png")
    private Optional<Path> out;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write the figures as data")
    private Optional<Path> json;

    @Override
    public Integer call() throws IOException, UnusableDataSetException {
        Description description = describe();
        LeakageReport report = description.report();
        if (out.isPresent()) {
            description.write(out.get());
            JsonFile.write(report, out.get().resolve("leakage.json"));
        }
        if (json.isPresent()) {
            JsonFile.write(report, json.get());
        }
        LeakageTable.print(report, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private Description describe() throws IOException, UnusableDataSetException {
        if (ImagePack.isPack(data)) {
            throw new UnusableDataSetException(
                    data + " is a pack, which has no files to look at; describe what it was imported from");
        }
        ImageSource source = ImageSource.of(data);
        try (ProgressBar bar = Progress.ofImages("Describe", source.size().orElse(-1))) {
            return Description.of(source, bar::step);
        } catch (UnusableDataSetException e) {
            throw new UnusableDataSetException(data + ": " + e.getMessage());
        }
    }
}
